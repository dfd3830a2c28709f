"""A YAML or TOML document as plain values, with the line where each key stands."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from enrich.errors import SettingsError

KeyPath = tuple[str, ...]


class Document(NamedTuple):
    """Values read from one place, and where each of them stands in it."""

    name: str
    values: dict[str, Any]
    lines: dict[KeyPath, int]
    """1-based line of every mapping key, by its path from the root."""

    def line(self, keys: KeyPath) -> int | None:
        """Return the line of the key, or of the nearest key around it that is known."""
        while keys:
            if keys in self.lines:
                return self.lines[keys]
            keys = keys[:-1]
        return None


def read(path: Path) -> Document:
    """Read a YAML or TOML file; raises SettingsError with the line where it is broken."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"cannot be read: {error}", path=str(path)) from error
    if path.suffix == ".toml":
        return parse_toml(text, name=str(path))
    return parse_yaml(text, name=str(path))


def parse_yaml(text: str, *, name: str) -> Document:
    """Parse YAML text; an empty document is an empty mapping."""
    loader = yaml.SafeLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Document(name, {}, {})
        lines = _lines(node, name)
        values = loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        line = None if mark is None else mark.line + 1
        raise SettingsError(f"is not valid YAML: {problem}", path=name, line=line) from error
    finally:
        loader.dispose()
    if not isinstance(values, dict):
        raise SettingsError("must be a mapping of settings, `key: value`", path=name, line=1)
    return Document(name, values, lines)


def parse_toml(text: str, *, name: str) -> Document:
    """Parse TOML text and take its `[tool.enrich]` table, if there is one."""
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"is not valid TOML: {error}", path=name) from error
    values = whole.get("tool", {}).get("enrich", {})
    return Document(name, values, _toml_lines(text))


def _lines(node: yaml.Node, name: str, above: KeyPath = ()) -> dict[KeyPath, int]:
    lines: dict[KeyPath, int] = {}
    if not isinstance(node, yaml.MappingNode):
        return lines
    for key, value in node.value:
        keys = (*above, str(key.value))
        line = key.start_mark.line + 1
        if keys in lines:
            message = f'"{".".join(keys)}" is set twice; remove one of them'
            raise SettingsError(message, path=name, line=line)
        lines[keys] = line
        lines.update(_lines(value, name, keys))
    return lines


def _toml_lines(text: str) -> dict[KeyPath, int]:
    lines: dict[KeyPath, int] = {}
    table: KeyPath | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[tool\.enrich(?:\.([\w.-]+))?\]", line):
            table = tuple(header[1].split(".")) if header[1] else ()
            if table:
                lines[table] = number
        elif re.match(r"\s*\[", line):
            table = None
        elif table is not None and (key := re.match(r"\s*([\w-]+)\s*=", line)):
            lines[(*table, key[1])] = number
    return lines
