"""The languages of front matter, by name."""

from __future__ import annotations

from enrich.frontmatter.json_text import JSON
from enrich.frontmatter.split import Kind
from enrich.frontmatter.syntax import Language
from enrich.frontmatter.toml_text import TOML
from enrich.frontmatter.yaml_text import YAML

LANGUAGES: dict[Kind, Language] = {"yaml": YAML, "toml": TOML, "json": JSON}
