"""Hides what is neither Markdown nor prose before the Markdown parser sees it.

Template tags, shortcodes, MDX, attribute lists, footnotes, comments and HTML elements such as
tables are overwritten by `HOLE` characters, one for one, so that every offset stays what it was.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import NamedTuple

from enrich.markdown.tables import words

HOLE = "\ue000"
"""Stands for one character that is not prose; never part of the result."""
MARK = "\ue001"
"""Starts a list item that was an admonition; never part of the result."""

_PAGE = re.compile(r"\b(?:rel)?ref\s+[\"']([^\"'\n]+)[\"']|\b(?:post_url|link)\s+([^\s%]+)")
_TAG_REACH = 3000
_CODE_REACH = 2000
# Rules that apply at the start of a line, and rules that apply anywhere; the first that fits wins.
_LINE_RULES = {
    "fence": r"[ \t>*+\-\d.)]*?(?:`{3,}(?=[^`\n]*$)|~{3,})",
    "toc": r"[ \t]*\[(?i:toc)\][ \t]*$|[*+-][ ].*\n\{:[ ]*toc[^}\n]*\}",
    "definition": r" {0,3}\[\^[^\]\n]+\]:.*(?:\n(?![ \t]*$|\[\^).+)*",
    "fold": r"[ \t]*(?:!!!|\?\?\?\+?)[ \t]+\w.*$|[ \t]*===\+?[ \t]+\".*$",
    "colons": r"[ \t>]*:{3,}.*$",
    "term": r":[ \t]+(?=\S)",
    "module": r"import\s(?:[\w*{},\s]{0,500}?\sfrom\s*)?['\"][^'\"\n]+['\"];?[ \t]*$"
    r"|export\s(?:async|const|default|function|let)\b.*(?:\n(?!\s*$).+)*",
    "math": r"[ \t]*\$\$",
}
_RULES = {
    "code": r"(?<!\\)`+",
    "comment": r"<!--",
    "element": r"<(?i:ELEMENTS)(?=[\s/>])",
    "paired": r"\{%[-~+]?\s*(?P<liquid>TEMPLATES)\b|\{\{[<%]\s*(?P<hugo>TEMPLATES)\b",
    "note": r"\{#[\s\-][\s\S]{0,2000}?#\}|\{#[^{}\n]*#\}|\{/\*[\s\S]{0,2000}?\*/\}",
    "tag": r"\{%|\{\{|<%",
    "attributes": r"\{:[^{}\n]*\}|\{[#.][\w-][^{}\n]*\}|\{[a-z]+=\"[^{}\n]*\}",
    "embed": r"!\[\[[^\[\]\n]*\]\]",
    "wiki": r"\[\[(?P<page>[^\[\]\n|]+)(?P<label>\|[^\[\]\n]+)?\]\](?!\()",
    "footnote": r"\[\^[^\]\s]+\]",
    "callout": r"(?<=> )\[![\w-]+\][+-]?",
    "task": r"(?<=[-*+][ ])\[[ xX]\](?=[ ])",
    "jsx": r"</?(?:[A-Z][\w.]*+(?=[\s/>])|>)",
    "emoji": r"(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])",
    "directive": r":::[a-z-]+[^\n]*?:::",
    "remark": r"%%[^%\n]+%%",
}
_JSX = re.compile(
    r"</?[\w.]*+(?:\s++(?:[^<>{}\"']|\"[^\"]*+\"|'[^']*+'"
    r"|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*+\})*+\})*+\})*+)?/?>"
)
_FIRST = r"(?=[`<{\[!%:])"
_SPOTS = re.compile(r"[\n`<{\[!%:]")
"""What stands before or at each place where a rule may fit, but for the beginning of the text."""
_CLOSERS = {"{%": "%}", "{{": "}}", "<%": "%>", "$$": "$$"}
_BLANKED = re.compile(rf"^([ \t>]*){HOLE}[{HOLE} \t]*$(?!\n+(?: {{4}}|\t))", re.MULTILINE)
_NOT_LINE_END = re.compile(r"[^\r\n]")


class Masked(NamedTuple):
    """A text of unchanged length without what is no prose, and the links that this hid.

    They are wiki links, `{{< ref "page" >}}` of Hugo and `{% post_url page %}` of Jekyll.
    """

    text: str
    targets: list[tuple[int, str]]


class _Hidden(NamedTuple):
    end: int
    """Where to read on."""
    ranges: tuple[tuple[int, int], ...]
    """What to hide."""


def mask(text: str) -> Masked:
    """Overwrite all that is neither Markdown nor prose; linear in the length of `text`."""
    ranges: list[tuple[int, int]] = []
    targets: list[tuple[int, str]] = []
    folds: list[int] = []
    source = _Source(text)
    position = 0
    while (match := _next(text, position)) is not None:
        hidden = source.hidden(match)
        ranges.extend(hidden.ranges)
        if match.lastgroup == "wiki" and len(hidden.ranges) > 1:
            targets.append((match.start(), match["page"].strip()))
        elif match.lastgroup == "tag":
            page = _PAGE.search(text, *hidden.ranges[0]) if hidden.ranges else None
            if page:
                targets.append((match.start(), page[1] or page[2]))
        elif match.lastgroup == "fold":
            folds.append(match.end() - len(match[0].lstrip()))
        position = max(hidden.end, match.start() + 1)
    return Masked(_overwrite(text, ranges, folds) if ranges else text, targets)


def _next(text: str, position: int) -> re.Match[str] | None:
    """Return the first match of the rules: searching for where one may start is much quicker."""
    fits = _rules().match
    match = fits(text, position)
    if match is None:
        for spot in _SPOTS.finditer(text, position):
            start = spot.end() if spot[0] == "\n" else spot.start()
            if match := fits(text, start):
                break
    return match


class _Source:
    """A text being masked, and what is known to be missing from the rest of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._missing: set[str] = set()

    @cached_property
    def _pairs(self) -> dict[int, int]:
        """Map the start of each dropped element to its end; unclosed ones are left out."""
        opened: dict[str, list[int]] = {}
        pairs: dict[int, int] = {}
        for match in _element_tags().finditer(self.text):
            stack = opened.setdefault(match["name"].lower(), [])
            if not match["slash"]:
                stack.append(match.start())
            elif stack:
                pairs[stack.pop()] = match.end()
        return pairs

    def hidden(self, match: re.Match[str]) -> _Hidden:
        """Return what to hide for one match of the rules, and where to read on."""
        kind = match.lastgroup
        start, end = match.span()
        if kind in ("fence", "code"):
            # The Markdown parser drops code; nothing inside is a tag of ours.
            return _Hidden(self._fence_end(match) if kind == "fence" else self._code_end(match), ())
        if kind == "wiki":
            return _wiki(match)
        stop = self._stop(kind or "", match)
        return _Hidden(stop, ((start, stop),)) if stop > start else _Hidden(end, ())

    def _stop(self, kind: str, match: re.Match[str]) -> int:
        """Return where to stop hiding: the start of the match to hide nothing."""
        start, end = match.span()
        if kind == "element":
            return self._pairs.get(start, start)
        if kind == "comment":
            return self._first(r"--!?>", end) or start
        if kind == "paired":
            return self._paired_end(match) or self._near(match["paired"][:2], end) or start
        if kind == "jsx":
            tag = _JSX.match(self.text, start, start + _TAG_REACH)
            return tag.end() if tag else start
        if kind in ("tag", "math"):
            return self._near(match[0].strip(), end) or start
        return end

    def _near(self, opener: str, start: int) -> int | None:
        closer = _CLOSERS[opener]
        found = self.text.find(closer, start, start + _TAG_REACH)
        return None if found < 0 else found + len(closer)

    def _first(self, closer: str, start: int) -> int | None:
        """Return where the first `closer`, a pattern, ends; each is missed at most once."""
        if closer in self._missing:
            return None
        found = re.compile(closer, re.MULTILINE).search(self.text, start)
        if found is None:
            self._missing.add(closer)
        return found and found.end()

    def _fence_end(self, match: re.Match[str]) -> int:
        fence = match[0].lstrip(" \t>*+-0123456789.)")
        closer = rf"^[ \t>]*{re.escape(fence)}{fence[0]}*[ \t\r]*$"
        return self._first(closer, match.end()) or match.end()

    def _code_end(self, match: re.Match[str]) -> int:
        closer = re.compile(rf"(?<!`){match[0]}(?!`)|\n[ \t\r]*\n")
        close = closer.search(self.text, match.end(), match.end() + _CODE_REACH)
        return close.end() if close and "`" in close[0] else match.end()

    def _paired_end(self, match: re.Match[str]) -> int | None:
        """Return where a template block such as `{% raw %}…{% endraw %}` ends."""
        if match["liquid"]:
            closer = rf"\{{%[-~+]?\s*end{match['liquid']}\s*[-~+]?%\}}"
        else:
            closer = rf"\{{\{{[<%]\s*/\s*{match['hugo']}\s*[>%]\}}\}}"
        return self._first(closer, match.end())


def _wiki(match: re.Match[str]) -> _Hidden:
    start, end = match.span()
    if match["page"].strip().lower() in ("toc", "_toc_"):
        return _Hidden(end, ((start, end),))
    shown = match.start("label") + 1 if match["label"] else match.start("page")
    return _Hidden(end, ((start, shown), (end - 2, end)))


def _overwrite(text: str, ranges: list[tuple[int, int]], folds: list[int]) -> str:
    parts: list[str] = []
    position = 0
    for start, end in ranges:
        parts += (text[position:start], _NOT_LINE_END.sub(HOLE, text[start:end]))
        position = end
    masked = "".join((*parts, text[position:]))
    if folds:
        masked = _as_items(masked, folds)
    return _BLANKED.sub(lambda match: match[1] + " " * (len(match[0]) - len(match[1])), masked)


def _as_items(masked: str, folds: list[int]) -> str:
    # An admonition indents what it holds; as a list item that is text, otherwise it is code.
    characters = list(masked)
    for start in folds:
        characters[start : start + 3] = ["-", " ", MARK]
    return "".join(characters)


@cache
def _rules() -> re.Pattern[str]:
    elements = "|".join(sorted(words("dropped_elements")))
    templates = "|".join(sorted(words("dropped_templates")))
    rules = f"^(?:{_alternatives(_LINE_RULES)})|{_FIRST}(?:{_alternatives(_RULES)})"
    rules = rules.replace("TEMPLATES", templates).replace("ELEMENTS", elements)
    return re.compile(rules, re.MULTILINE)


def _alternatives(rules: dict[str, str]) -> str:
    return "|".join(f"(?P<{name}>{rule})" for name, rule in rules.items())


@cache
def _element_tags() -> re.Pattern[str]:
    elements = "|".join(sorted(words("dropped_elements")))
    return re.compile(rf"<(?P<slash>/?)(?P<name>{elements})(?=[\s/>])[^>]*>", re.IGNORECASE)
