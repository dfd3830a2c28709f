from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich.engine import batches
from enrich.engine.batches import Batch, after_loss, cut
from enrich.records import Article


def item(number, size=10):
    return Article(f"{number}.md", "", "", {"date": number}, "x" * size, 0), ("money",)


@given(st.lists(st.integers(0, 900), max_size=40))
def test_batches_hold_every_item_once_and_in_order(sizes):
    items = [item(n, size) for n, size in enumerate(sizes)]
    found = [article.path for batch in cut(items) for article, _ in batch.items]
    assert found == [article.path for article, _ in items]


def test_batches_are_full_but_for_the_last(monkeypatch):
    monkeypatch.setattr(batches, "BATCH_CHARACTERS", 30)
    assert [batch.characters for batch in cut(item(n) for n in range(7))] == [30, 30, 10]


def test_short_articles_are_not_piled_up_for_one_worker():
    sizes = [len(batch.items) for batch in cut(item(n) for n in range(70))]
    assert sizes == [32, 32, 6]


def test_front_matter_that_decides_nothing_stays_here():
    (batch,) = cut([item(1)])
    assert batch.items[0][0].fields == {}


@pytest.mark.parametrize("size", [1, 2, 5, 64])
@pytest.mark.parametrize("poison", [0, -1])
def test_an_article_that_ends_its_workers_is_the_only_one_given_up(size, poison):
    items = tuple(item(n) for n in range(size))
    bad = items[poison][0].path
    waiting, errors, losses, done = [Batch(items)], [], 0, []
    while waiting:
        batch = waiting.pop()
        paths = [article.path for article, _ in batch.items]
        if bad not in paths:
            done += paths
            continue
        losses += 1
        again, given_up = after_loss(batch)
        waiting += again
        errors += given_up
    assert [one.path for one in errors] == [bad]
    assert bad in str(errors[0].error)
    assert sorted([*done, bad]) == sorted(article.path for article, _ in items)
    assert losses <= (size - 1).bit_length() + batches.TRIES


def test_a_loss_that_was_nobodys_fault_costs_the_batch_once():
    items = tuple(item(n) for n in range(5))
    again, given_up = after_loss(Batch(items))
    assert [one for batch in again for one in batch.items] == list(items)
    assert not given_up
