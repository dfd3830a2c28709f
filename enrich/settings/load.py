"""Where settings come from: defaults, one file, the environment, flags; the later wins."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import yaml

from enrich.errors import SettingsError
from enrich.settings import document, lexicon
from enrich.settings.document import Document, KeyPath
from enrich.settings.schema import Lexicon, Settings

FILE_NAME = "enrich.yaml"
PATHS = ("corpus", "lexicon", "model")
OUTSIDE = frozenset({"ENRICH_CACHE_DIR", "ENRICH_LLM_KEY"})
"""Variables of ours that are not settings: a place, and a secret that no file should hold."""


class Resolved(NamedTuple):
    """The settings in force, and where each one came from."""

    settings: Settings
    lexicon: Lexicon
    origins: dict[str, str]
    """Dotted name of every setting that is not a default, and what set it."""


def resolve(
    base: Path,
    *,
    file: Path | None = None,
    environ: Mapping[str, str] | None = None,
    flags: Sequence[str] = (),
) -> Resolved:
    """Return the settings for inputs under `base`.

    `file` replaces the search; `flags` are `name=value` pairs with dotted names. Raises
    SettingsError that names the file and line, or the variable or flag.
    """
    layers = []
    found = file if file is not None else find(base)
    if found is not None:
        layers.append(_anchored(document.read(found), found.parent))
    layers.extend(_environment(environ or {}))
    layers.extend(_flag(flag) for flag in flags)
    merged: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for layer in layers:
        _check(layer)
        for keys, value in _leaves(layer.values):
            _put(merged, keys, value)
            line = layer.line(keys)
            origins[".".join(keys)] = f"{layer.name}:{line}" if line else layer.name
    settings = msgspec.convert(merged, Settings)
    names = lexicon.read(Path(settings.lexicon)) if settings.lexicon else Lexicon()
    return Resolved(settings, names, origins)


def find(base: Path) -> Path | None:
    """Look for a settings file from `base` upwards, no further than the repository root."""
    start = base.resolve()
    start = start if start.is_dir() else start.parent
    for folder in (start, *start.parents):
        path = folder / FILE_NAME
        if path.is_file():
            return path
        project = folder / "pyproject.toml"
        if project.is_file() and "[tool.enrich" in project.read_text("utf-8", errors="replace"):
            return project
        if (folder / ".git").exists():
            return None
    return None


def names(struct: type[msgspec.Struct] = Settings, above: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the path of every setting, sections opened."""
    for field in msgspec.structs.fields(struct):
        keys = (*above, field.name)
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            yield from names(field.type, keys)
        else:
            yield keys


def value_of(settings: Settings, keys: KeyPath) -> Any:
    """Return the value of the setting at that path."""
    value: Any = settings
    for key in keys:
        value = getattr(value, key)
    return value


def _anchored(layer: Document, folder: Path) -> Document:
    # A path in a settings file means the same from wherever the command is run.
    for key in PATHS:
        value = layer.values.get(key)
        if isinstance(value, str) and (key != "model" or re.search(r"[/\\]", value)):
            layer.values[key] = str(folder / value)
    return layer


def _environment(environ: Mapping[str, str]) -> Iterator[Document]:
    known = {"ENRICH_" + "_".join(keys).upper(): keys for keys in names()}
    for variable in sorted(environ):
        if not variable.startswith("ENRICH_") or variable in OUTSIDE:
            continue
        if variable not in known:
            raise SettingsError(f"unknown variable{_nearest(variable, known)}", path=variable)
        yield _single(variable, known[variable], environ[variable])


def _flag(flag: str) -> Document:
    name, equals, value = flag.partition("=")
    if not equals:
        raise SettingsError(
            "write it as NAME=VALUE, such as summary.bullets=4", path=f"--set {flag}"
        )
    return _single(f"--set {flag}", tuple(name.strip().split(".")), value)


def _single(source: str, keys: KeyPath, text: str) -> Document:
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise SettingsError(f"the value is not valid YAML: {text}", path=source) from error
    values: dict[str, Any] = {}
    _put(values, keys, value)
    return Document(source, values, {})


def _check(layer: Document) -> None:
    _check_names(layer, layer.values, Settings, ())
    try:
        msgspec.convert(layer.values, Settings)
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at `$.")
        keys = tuple(re.sub(r"\[[^]]*\]", "", place.rstrip("`")).split("."))
        where = f'"{".".join(keys)}": ' if place else ""
        raise SettingsError(where + message, path=layer.name, line=layer.line(keys)) from error


def _check_names(
    layer: Document, values: dict[str, Any], struct: type[msgspec.Struct], above: KeyPath
) -> None:
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    for key, value in values.items():
        keys = (*above, str(key))
        if key not in fields:
            hint = _nearest(str(key), fields)
            message = f'unknown setting "{".".join(keys)}"{hint}'
            raise SettingsError(message, path=layer.name, line=layer.line(keys))
        inner = fields[key].type
        if (
            isinstance(value, dict)
            and isinstance(inner, type)
            and issubclass(inner, msgspec.Struct)
        ):
            _check_names(layer, value, inner, keys)


def _nearest(name: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    guess = f'; did you mean "{near[0]}"?' if near else ""
    return f"{guess or ';'} allowed: {', '.join(known)}"


def _leaves(values: dict[str, Any], above: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*above, key))
        else:
            yield (*above, key), value


def _put(values: dict[str, Any], keys: KeyPath, value: Any) -> None:
    for key in keys[:-1]:
        values = values.setdefault(key, {})
    values[keys[-1]] = value
