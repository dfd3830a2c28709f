"""White space and holes in a row: what is told to have none has none."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from enrich.markdown.masking import HOLE
from enrich.markdown.writing import _UNEVEN, _bounds, _kept


@given(st.text(st.characters() | st.sampled_from(f"ab  \t\u00a0\u00ad\u200b{HOLE}")))
def test_what_is_kept_whole_is_even(raw):
    uneven = [match.span() for match in _UNEVEN.finditer(raw, *_bounds(raw))]
    kept = _kept(raw)
    assert [(one[1], other[0]) for one, other in pairwise(kept)] == uneven
