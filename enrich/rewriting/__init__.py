"""Bullets in other words, by a language model; off unless the settings name a model.

`prompt` says what is asked and reads the answer, `endpoint` and `library` are the two ways to a
model, `gate` decides which answers may stand, and `rewrite` is all of that for one article.

An article is untrusted data: sentences that address a language model are taken out before anything
is asked, and nothing that the model says is believed. Whatever does not pass the gate is replaced
by the sentence of the article that it was to rewrite.
"""
