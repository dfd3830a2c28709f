from __future__ import annotations

import msgspec

from enrich import store
from enrich.corpus.find import Source
from enrich.pipeline import settled
from enrich.pipeline.outcome import FileOutcome, RunReport
from enrich.records import Note
from enrich.settings.load import Resolved
from enrich.settings.schema import Lexicon, LexiconName, Settings, SummarySettings

SECOND = 1_000_000_000
STAMPS = {"a.md": store.Stamp(10, 5 * SECOND)}


def remembered(**changes):
    run = store.Settled("s", 9 * SECOND, STAMPS, {})
    return msgspec.structs.replace(run, **changes)


def test_it_holds_while_nothing_changes():
    assert settled.holds(remembered(), "s", STAMPS)


def test_it_does_not_hold_after_a_change():
    assert not settled.holds(remembered(), "other", STAMPS)
    assert not settled.holds(remembered(), "s", {})
    assert not settled.holds(remembered(), "s", {"a.md": store.Stamp(11, 5 * SECOND)})
    assert not settled.holds(remembered(), "s", {"a.md": store.Stamp(10, 6 * SECOND)})
    assert not settled.holds(remembered(), "s", STAMPS | {"b.md": store.Stamp(1, 1)})


def test_a_file_touched_while_it_was_looked_at_is_not_trusted():
    assert not settled.holds(remembered(checked_ns=5 * SECOND + 1), "s", STAMPS)


def test_a_run_that_only_said_what_would_change_is_not_remembered():
    report = RunReport((FileOutcome("a.md", "enriched"),), dry=True)
    assert settled.settle(report, "s", 1, STAMPS) is None


def test_a_file_that_is_not_done_looks_changed():
    report = RunReport((FileOutcome("a.md", "failed"), FileOutcome("b.md", "unchanged")))
    stamps = dict.fromkeys(("a.md", "b.md", "c.md"), STAMPS["a.md"])
    run = settled.settle(report, "s", 9 * SECOND, stamps, unanswered={"c.md"})
    assert run.stamps.keys() == {"b.md"}
    assert not settled.holds(run, "s", stamps)


def test_what_was_said_is_said_again():
    note = Note("related", "is theirs")
    report = RunReport((FileOutcome("a.md", "skipped", notes=(note,)),))
    run = settled.settle(report, "s", 1, STAMPS)
    outcome = settled.recall(Source("a.md", "a.md"), run)
    assert outcome == FileOutcome("a.md", "skipped", notes=(note,))
    other = settled.recall(Source("b.md", "b.md"), run)
    assert other.status == "unchanged"


def test_the_signature_follows_settings_and_lexicon():
    plain = Resolved(Settings(), Lexicon(), {})
    others = [
        Resolved(Settings(summary=SummarySettings(bullets=4)), Lexicon(), {}),
        Resolved(Settings(), Lexicon((LexiconName("Halden", "company"),)), {}),
    ]
    assert settled.signature(plain) == settled.signature(plain)
    assert len({settled.signature(one) for one in (plain, *others)}) == 3
    same = Resolved(Settings(jobs=3, corpus="posts"), Lexicon(), {})
    assert settled.signature(same) == settled.signature(plain)


def test_a_file_that_is_gone_has_no_stamp(tmp_path):
    (tmp_path / "a.md").write_text("x")
    sources = [Source(str(tmp_path / name), name) for name in ("a.md", "b.md")]
    assert list(settled.stamps(sources)) == ["a.md"]
