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
    ],
)
def test_a_sentence_that_lacks_words_is_torn(text, whole):
    prose = markdown.prose(Article("a.md", "", "", {}, text, 0))
    missing = holes(prose, text)
    assert [not torn(span, missing) for span in prose.sentences] == whole
