"""Signs before a name: looking at the last word first hides none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from enrich.features.entities import signs

WORDS = (
    "the a its new film think tank hedge fund lender party union newspaper video game CEO of at "
    "with from chief executive officer economist analyst professor Ada B. Quist shares stake "
    "company, founder, director bank's start-up spokeswoman Loy, who"
)


@given(
    words=st.lists(st.sampled_from(WORDS.split()), max_size=6),
    gap=st.sampled_from([" ", ", ", " \u201c", ', "', "\n", "  "]),
)
def test_the_last_word_tells_which_signs_can_match(words, gap):
    before = " ".join(words) + gap
    strong, weak = signs._ending(signs._last_word(before))
    for all_, possible in ((signs._STRONG_BEFORE, strong), (signs._BEFORE, weak)):
        matching = [(label, sign) for label, sign, _ in all_ if sign.search(before)]
        assert [one for one in possible if one[1].search(before)] == matching
