"""Articles written in the test, as the feature gets them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from enrich import markdown
from enrich.records import Article, Prose


class Read(NamedTuple):
    article: Article
    prose: Prose


def _read(body: str, title: str = "", excerpt: str = "") -> Read:
    article = Article("a.md", title, excerpt, {}, body, 0)
    return Read(article, markdown.prose(article))


@pytest.fixture(scope="session")
def read() -> Callable[..., Read]:
    """Return a function from body, title and excerpt to the article and its prose."""
    return _read


@pytest.fixture(scope="session")
def read_file() -> Callable[[Path], Read]:
    """Return a function from a file with YAML front matter to the article and its prose."""

    def read_path(path: Path) -> Read:
        _, fields, body = path.read_text(encoding="utf-8").split("---\n", 2)
        values = yaml.safe_load(fields)
        return _read(body, values["title"], values.get("excerpt", ""))

    return read_path
