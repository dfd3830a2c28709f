from __future__ import annotations

import msgspec

from enrich.evaluate import present
from enrich.evaluate.measures import Tally
from enrich.evaluate.result import Report, Slip, Summaries

SLIPS = tuple(Slip("a.md", line, True, "people", "Ines Duarte") for line in range(1, 31))
REPORT = Report(2, "d", {"people": Tally(1, 2, 4)}, {}, SLIPS, Summaries(2, 50, 40, {}))


def test_only_some_slips_are_shown_unless_all_are_wanted():
    shown = list(present.lines(REPORT))
    assert shown[-1] == "and 10 more; -v shows all"
    everything = list(present.lines(REPORT, everything=True))
    assert everything[-1] == 'a.md:30: missed person "Ines Duarte"'
    assert len(everything) == len(shown) + 9


def test_rates_stand_before_counts():
    row = next(line for line in present.lines(REPORT) if line.startswith("people"))
    assert row.split() == ["people", "50.0", "25.0", "33.3", "1", "2", "4"]


def test_without_rouge_it_says_how_to_get_it():
    assert "no ROUGE; install it with: pip install rouge-score" in present.lines(REPORT)
    scored = msgspec.structs.replace(REPORT, summaries=Summaries(2, 50, 40, {"rouge1": 41.26}))
    assert "F1 of rouge1 41.3" in present.lines(scored)


def test_what_was_found_as_something_else():
    slip = Slip("a.md", 3, False, "people", "Halden", "companies")
    assert present.slip_line(slip) == 'a.md:3: found person "Halden", company in gold'
    again = msgspec.structs.replace(slip, gold_kind="people")
    assert present.slip_line(again).endswith("found before under another name")
