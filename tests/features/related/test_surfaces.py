from pathlib import Path

import pytest

from enrich.features.related.surfaces import corpus_surfaces
from enrich.features.related.terms import Passage, count_terms

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("surfaces.tsv").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("text", "term", "surface"), ROWS)
def test_a_term_is_written_as_readers_know_it(text, term, surface):
    counts, surfaces = count_terms([Passage(part) for part in text.split(" | ")])
    assert term in counts
    assert surfaces.get(term, "-") == surface


def test_a_corpus_shows_a_name_only_where_most_articles_write_one():
    votes = [{"apple": "Apple"}, {"apple": "Apple"}, {"apple": "APPLE"}, {"bush": "Bush"}]
    assert corpus_surfaces(votes, {"apple": 5, "bush": 2}) == {"apple": "Apple"}


def test_a_corpus_drops_surfaces_of_terms_without_a_column():
    assert corpus_surfaces([{"apple": "Apple"}], {}) == {}
