"""Say what is wrong with text that is not YAML, on which line, and what to do about it."""

from __future__ import annotations

import re

import yaml

from enrich.errors import FrontMatterError
from enrich.frontmatter.split import line_of

TEMPLATE = re.compile(r"\{\{|\{%|<%")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DIRECTIVE = re.compile(r"^%[A-Z]", re.MULTILINE)
MARKER_MESSAGE = "The front matter has a YAML directive or document marker in it; remove it."
TEMPLATE_MESSAGE = (
    "The front matter has a template in it, so it is not YAML; "
    "put quotes around the template, or leave this file out."
)


def explain(text: str, error: yaml.YAMLError) -> FrontMatterError:
    """Return the error to raise for a parser's error about the text between the fences."""
    bad = _UNPRINTABLE.search(text)
    if bad:
        message = f"The front matter has the control character U+{ord(bad.group()):04X} in it; "
        return FrontMatterError(message + "remove it.", line=line_of(text, bad.start()))
    context = getattr(error, "context", None)
    mark = getattr(error, "problem_mark", None)
    if context and "quoted scalar" in context:  # the quote that is never closed, not the end
        mark = getattr(error, "context_mark", None)
    index = min(mark.index, len(text)) if mark is not None else len(text)
    line = line_of(text, index) if mark is not None else None
    if TEMPLATE.search(text, *_lines_around(text, index)):
        return FrontMatterError(TEMPLATE_MESSAGE, line=line)
    if _DIRECTIVE.search(text):
        return FrontMatterError(MARKER_MESSAGE, line=line)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    what = f"{context}, {problem}" if context else str(problem)
    return FrontMatterError(
        f"The front matter is not valid YAML ({what}); correct the line, "
        f'for example with quotes: `title: "a: b"`.',
        line=line,
    )


def _lines_around(text: str, index: int) -> tuple[int, int]:
    """Return the line at an index with the one before, where the trouble often starts."""
    start = text.rfind("\n", 0, max(text.rfind("\n", 0, index), 0)) + 1
    end = text.find("\n", index)
    return start, len(text) if end < 0 else end
