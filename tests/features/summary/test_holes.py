from __future__ import annotations

import pytest

from enrich import markdown
from enrich.features.summary.holes import holes, torn
from enrich.records import Article


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The mill `runs all night` in winter. It rests on Sunday.", [False, True]),
        ("The mill [runs](https://mill.example/a) at *night*. It rests.", [True, True]),
        ("The mill runs `quern` at night. It rests.", [True, True]),
        ("Rates rose to {{ site.rate }} per cent. They fell again.", [False, True]),
        ("The plan is at <https://mill.example/plan>. It is short.", [False, True]),
        ("The plan at https://mill.example is short. It is new.", [False, True]),
        ("Send linen to [ada@mill.example](mailto:ada@mill.example). It is new.", [False, True]),
        ("Send linen to [Ada](mailto:ada@mill.example). It is new.", [True, True]),
        ("The mill (https://mill.example) runs at night. It rests.", [True, True]),
        ("The mill (<https://mill.example>) runs at night. It rests.", [True, True]),
        ("The mill runs at night. https://mill.example\n\nIt rests.", [True, True]),
        ("The mill runs at night. https://mill.example It rests.", [True, True]),
    ],
)
def test_a_sentence_that_lacks_words_is_torn(text, whole):
    prose = markdown.prose(Article("a.md", "", "", {}, text, 0))
    missing = holes(prose, text)
    assert [not torn(span, missing) for span in prose.sentences] == whole
