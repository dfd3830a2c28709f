"""Whoever lists an article is found from the article, without looking at all the others."""

from enrich.features import related
from enrich.settings.schema import RelatedSettings

SETTINGS = RelatedSettings()


def test_every_article_that_lists_another_is_found(extracts, index):
    for path in extracts:
        found = related.entered([path], index, SETTINGS)
        lists = {
            other
            for other in extracts
            if path
            in {link.path for link in related.apply(other, extracts[other], index, SETTINGS)}
        }
        assert lists <= set(found)
        assert path not in found


def test_few_others_are_found(extracts, index):
    found = [related.entered([path], index, SETTINGS) for path in extracts]
    assert sum(map(len, found)) < 0.5 * len(extracts) ** 2


def test_articles_that_the_corpus_does_not_have_enter_nothing(index):
    assert related.entered(["nowhere.md"], index, SETTINGS) == ()
    assert related.entered([], index, SETTINGS) == ()
