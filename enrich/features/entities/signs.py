"""The signs of a person, a company or another organization in the words beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from enrich.features.entities.spans import Label

STRONG = 5
"""As many signs as one is worth that no person can have: "chief executive of Orbel"."""

_Patterns = tuple[tuple[Label, re.Pattern[str]], ...]
_Endings = tuple[tuple[Label, re.Pattern[str], re.Pattern[str]], ...]
"""Signs before a name, each with what the last word is but for a comma and a quotation mark."""

TRADE = (
    r"(?:start-?up|compan(?:y|ies)|firm|maker|manufacturer|retailer|airline|lender|insurer|"
    r"carmaker|chipmaker|drugmaker|brewer|supermarket|broker(?:age)?|developer|provider|publisher|"
    r"supplier|operator|subsidiary|unicorn|conglomerate|multinational|giant|miner|refiner|"
    r"shipbuilder|builder|distributor|producer|bookmaker|bank|studio|hedge fund|consultancy|"
    r"contractor|vendor|chain|consortium|joint venture)"
)
"""What a company is called by its trade."""
OFFICE = (
    r"(?:CEO|CFO|CTO|COO|[Cc]hief(?: [Ee]xecutive| [Ee]conomist| [Oo]perating| [Ff]inancial)?"
    r"(?: [Oo]fficer)?|[Cc]hairman|[Cc]hairwoman|[Cc]hairperson|[Ff]ounder|[Cc]o-founder|"
    r"[Mm]anaging [Dd]irector|[Aa]nalyst|[Ee]conomist|[Ss]pokesman|[Ss]pokeswoman|"
    r"[Ss]pokesperson|[Ss]trategist|[Pp]resident)"
)
"""Whom a company employs."""
QUOTE = r"[\"“'‘]?"  # noqa: RUF001
QUOTE_END = r"[\"”'’]?"  # noqa: RUF001
POSSESSIVE = r"\s?['’]s?"  # noqa: RUF001
WORDS = r"(?:[\w'’-]+\s+)"  # noqa: RUF001

_BODY = (
    r"(?:organi[sz]ation|NGO|charity|think-tank|think tank|agency|union|party|militia|movement|"
    r"federation|club|league|university|regulator|watchdog|ministry|coalition|band|quartet|choir|"
    r"orchestra)"
)
_MEDIUM = r"(?:broadcaster|channel|newspaper|daily|weekly|magazine|network)"
_STAFF = (
    r"(?:workers|employees|executives|staff|customers|users|members|officials|co-founder|"
    r"co-leader|researchers?|engineers?|lawyers?|partner|shareholders|investors|subsidiary)"
)
_CHIEF = (
    r"(?:CEO|CFO|COO|CTO|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|[Cc]o-founder|"
    r"[Mm]anaging [Dd]irector)"
)
_WORK = (
    r"(?:film|movie|album|song|novel|sitcom|drama|thriller|comedy|musical|opera|soap|"
    r"documentary|video game|poem|painting|single|sequel|series|podcast|bestseller|blockbuster)"
)
"""What people watch, read or hear: its title names nobody."""
_MADE = (
    r"(?:co-)?(?:founded|created|started|set up|built|runs?|ran|owns?|owned|leads?|led|headed|"
    r"joined|sold|bought|left|launched|works?|worked)"
)

_OF = "of|at|with|from|the"
_TRADES = f"{TRADE}|fund"
_OFFICES = f"{OFFICE}|executive|economist|operating|financial|officer|director"
_WORKS = f"{_WORK}|game"


def _last(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{words})\Z", re.IGNORECASE)


_STRONG_BEFORE: _Endings = (
    (
        "COMPANY",
        re.compile(rf"\b(?:{_CHIEF} (?:of|at) (?:the )?|[\w-]+ {TRADE},? {QUOTE})$"),
        _last(f"{_OF}|{_TRADES}"),
    ),
    ("BODY", re.compile(rf"\b[a-z-]+ {_BODY},? {QUOTE}$"), _last(f"{_BODY}|tank")),
    ("ORG", re.compile(rf"\b[a-z-]+ {_MEDIUM},? {QUOTE}$"), _last(_MEDIUM)),
    (
        "OTHER",
        re.compile(
            rf"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|whose|['’]s|new|latest|debut)\s"  # noqa: RUF001
            rf"{WORDS}{{0,3}}{_WORK} {QUOTE}$"
        ),
        _last(_WORKS),
    ),
)
_STRONG_AFTER = re.compile(rf"\s(?:group )?{_CHIEF},?\s[A-Z]")
_WORK_AFTER = re.compile(
    rf"{QUOTE_END},\s+(?:a|an|the|his|her|their)\s+{WORDS}{{0,4}}(?:{_WORK}|play|book)"
    r"(?=[,.;]|\s+(?:about|by|starring|set|based|which|that|directed|from|of)\b)"
    rf"|{QUOTE_END}\s+(?:stars\s+[A-Z]|topped the (?:charts?|box office|bestseller)"
    r"|(?:open|premiere|arrive)[sd]?(?:ed)? (?:in|at) (?:the )?(?:cinema|theat(?:er|re))s?\b)"
)
_OWN_THING = re.compile(
    rf"{QUOTE_END},\s+(?:its|their)\s+(?:[a-z-]+\s+){{0,3}}"
    rf"(?!{TRADE}|{_BODY}|{_MEDIUM}|{_STAFF}|{OFFICE}|parent|owner|rival|competitor|customer|client|"
    r"partner|unit|division|arm|affiliate|predecessor|successor|adviser|auditor|backer|investor|"
    r"neighbou?r|sponsor|host|home|headquarters|ally|member|opponent|captain|coach|leader|head)"
    r"[a-z-]+,"
)
"""In "Quill, its latest reader," Quill is what somebody makes."""
# "The company Ada Quist founded" and "chief executive of Ada Quist's bakery" name a person.
_PERSON_AFTER = re.compile(rf"['’]s|\s+(?:{_MADE}|made|directed|wrote|starred|shot)\b")  # noqa: RUF001
_BEFORE: _Endings = (
    ("COMPANY", re.compile(rf"\b{TRADE},?\s+$", re.IGNORECASE), _last(_TRADES)),
    ("BODY", re.compile(rf"\b{_BODY},?\s+{QUOTE}$", re.IGNORECASE), _last(f"{_BODY}|tank")),
    ("ORG", re.compile(rf"\b{_MEDIUM},?\s+{QUOTE}$", re.IGNORECASE), _last(_MEDIUM)),
    (
        "COMPANY",
        re.compile(
            rf"\b(?:{OFFICE}|shares|stake|shareholders|takeover|acquisition)s?\s+(?:of|at)\s+"
            r"(?:the\s+)?$"
        ),
        _last(_OF),
    ),
    (
        "ORG",
        re.compile(
            r"\b(?:fellow|researcher|coordinator|engineer|professor|manager|consultant|lawyer|"
            r"lecturer|expert|scientist|intern)\s+(?:at|with)\s+(?:the\s+)?$"
        ),
        _last(_OF),
    ),
    (
        "ORG",
        re.compile(
            r"\b(?:analyst|economist|strategist|researcher|professor|fellow|lawyer|partner|scientist)"
            r",? (?:[A-Z][\w'.-]+ ){2,3}(?:at|with|from) (?:the )?$"
        ),
        _last(_OF),
    ),
    ("PERSON", re.compile(rf"\b{OFFICE},?\s+$"), _last(_OFFICES)),
)
_ANY_LAST = _last("|".join((_OF, _TRADES, _BODY, "tank", _MEDIUM, _WORKS, _OFFICES)))
_QUOTES = "\"'“‘"  # noqa: RUF001
_AFTER: _Patterns = (
    ("COMPANY", re.compile(rf",\s+(?:a|an|the)\s+{WORDS}{{0,5}}{TRADE}\b")),
    ("COMPANY", re.compile(rf"(?:{POSSESSIVE})?\s+(?:(?:former|new|group)\s+)?{OFFICE}\b")),
    ("ORG", re.compile(rf"(?:{POSSESSIVE})?\s+{_STAFF}\b")),
    (
        "COMPANY",
        re.compile(rf"{POSSESSIVE}\s+(?:profits?|revenues?|earnings|shares?|stock|shareholders)\b"),
    ),
    (
        "COMPANY",
        re.compile(
            r"(?:,? which)?\s+(?:has\s+|have\s+)?(?:raised|acquired|laid off|unveiled|hired|"
            r"open-sourced|partnered|announced)\s+"
            r"(?!concerns|questions|doubts|fears|hopes|the issue)"
        ),
    ),
    (
        "PERSON",
        re.compile(rf",\s+(?:\d\d,|(?:the\s+|a\s+|an\s+)?{WORDS}{{0,3}}{OFFICE}\b)"),
    ),
)
_AGENT = re.compile(
    r"\b(?:maker|producer|publisher|developer|builder|broker|bookmaker|distributor|contractor|"
    r"operator|miner|brewer|vendor),?\s+$"
)
"""Trades of companies that are people's as well: "film producer Ada Quist"."""
_OPEN = re.compile(r",\s*[\"“‘']?$")  # noqa: RUF001
_CLOSED = re.compile(r"[\"”’']?\s*(?:[,.;:!?)–—-]|$)")  # noqa: RUF001
_COMPOUND = re.compile(r"-[a-z]")
_WHO = re.compile(r",?\s+who\s")
_NOT_WHO = re.compile(r"\b(?:(?:from|in|at|near)\s+(?:the\s+)?|and\s+)$", re.IGNORECASE)
"""In "a lawyer from Lund who", who is not Lund; in "Quill and Orbel, who", they may be firms."""


def signs(before: str, after: str, *, person: bool = False) -> Iterator[tuple[Label, int]]:
    """Yield what the words before and after a name show, each with how much it counts.

    `person` says that the name reads like a full name of a person.
    """
    if _STRONG_AFTER.match(after):
        yield "COMPANY", STRONG
    if _WORK_AFTER.match(after):
        yield "OTHER", STRONG
    if _OWN_THING.match(after):
        yield "OTHER", 1
    strong, weak = _ending(_last_word(before))
    if (strong or weak) and _apposed(before, after):
        if strong and not _PERSON_AFTER.match(after) and not (person and _AGENT.search(before)):
            yield from ((label, STRONG) for label, sign in strong if sign.search(before))
        yield from ((label, 1) for label, sign in weak if sign.search(before))
    yield from ((label, 1) for label, sign in _AFTER if sign.match(after))
    if _WHO.match(after) and not _NOT_WHO.search(before):
        yield "PERSON", 1


def _apposed(before: str, after: str) -> bool:
    """Tell whether a name belongs to the words before it.

    It does in "the company, Orbel, grew", not in "in the company, Orbel grew", since a comma comes
    in pairs, and not in "founder of Lund-based Orbel".
    """
    if _COMPOUND.match(after):
        return False
    return _OPEN.search(before) is None or _CLOSED.match(after) is not None


def _last_word(before: str) -> str:
    return before.rstrip(_QUOTES).rstrip().rstrip(",").rpartition(" ")[2]


@lru_cache(maxsize=10_000)
def _ending(word: str) -> tuple[_Patterns, _Patterns]:
    """Return the strong and the other signs that a word can end: most words end none."""
    if _ANY_LAST.search(word) is None:
        return (), ()
    strong, weak = (
        tuple((label, sign) for label, sign, last in signs_ if last.search(word))
        for signs_ in (_STRONG_BEFORE, _BEFORE)
    )
    return strong, weak
