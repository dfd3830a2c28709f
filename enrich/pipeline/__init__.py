"""Extract, fit, apply over a corpus: the only package that knows the order.

`analysis` reads articles and finds their extracts, from the store or by the engine;
`corpus`   fits the features and gives one article's enrichment;
`run`      writes enrichments back and says what happened;
`outcome`  is what happened.
"""
