from __future__ import annotations

from decimal import Decimal

from enrich.pipeline.outcome import FileOutcome, RunReport
from enrich.records import Bullet, Enrichment, Entities, Entity, Link, Money, Note
from enrich.report import html, machine, terminal

RUN = RunReport(
    (
        FileOutcome("a.md", "enriched", written=("entities",), removed=("related",)),
        FileOutcome("b.md", "failed", error="is binary", line=7),
        *(
            FileOutcome(f"{n}.md", "unchanged", notes=(Note("related", "is theirs"),))
            for n in range(7)
        ),
    )
)
FOUND = Enrichment(
    "a.md",
    "A <b> & B",
    Entities(
        companies=(Entity("Halden", "company", ("HLD",)),),
        money=(Money("$5m", Decimal(5_000_000), "USD", "a mill"),),
    ),
    (Bullet("One."),),
    (Link("b.md", "B", 0.5, ("Halden",)),),
)


def test_failures_come_first_and_the_sentence_last():
    lines = list(terminal.run_lines(RUN))
    assert lines[0] == "b.md:7: is binary"
    assert lines[-1].startswith("1 article enriched, 7 unchanged, 1 failed")


def test_a_note_is_said_once():
    notes = [line for line in terminal.run_lines(RUN) if line.startswith("note:")]
    assert notes == ["note: related: is theirs (0.md, 1.md, 2.md, 3.md, 4.md and 2 more)"]
    everything = list(terminal.note_lines(RUN.files, everything=True))
    assert everything[0].endswith("6.md)")


def test_verbosity():
    assert list(terminal.run_lines(RUN, verbosity=-1)) == ["b.md:7: is binary"]
    assert "changed a.md: entities, related removed" in terminal.run_lines(RUN, verbosity=1)


def test_an_article():
    text = "\n".join(terminal.article_lines(FOUND))
    assert "Halden (also HLD), 0 mentions" in text
    assert "$5m = 5,000,000 USD: a mill" in text
    assert "0.50 B (b.md) because of Halden" in text


def test_html_escapes_what_the_article_says():
    text = html.article(FOUND)
    assert "A &lt;b&gt; &amp; B" in text
    assert "<b> &" not in text


def test_annotations_are_one_line_each():
    broken = RunReport((FileOutcome("a.md", "failed", error="one\ntwo 100%", line=2),))
    assert list(machine.run_annotations(broken)) == ["::error file=a.md,line=2::one%0Atwo 100%25"]
