"""Says which recognisers there are, resolves a name to one, and checks its files.

A model is one of
    a shipped one  a folder of `models/entities` with a card: our own, run by ONNX Runtime
    a pin          a name for which `models/entities/NAME.json` says package, version, checksums
    a package      an installed spaCy pipeline, such as `en_core_web_lg`
    a path         a folder that spaCy saved, or one of our own kind
Nothing is loaded here, so that `enrich config` and `enrich models` are quick.
"""

from __future__ import annotations

import hashlib
import re
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from enrich import shipped
from enrich.errors import ModelError

CARD = "card.json"
"""What describes one of our own models, in its folder."""
_PACKAGE = re.compile(r"[A-Za-z_]\w*")


class ModelFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of a pinned model: where it is in the model's folder, its size in bytes, its hash."""

    path: str
    size: int
    sha256: str


class Pin(Struct, frozen=True, forbid_unknown_fields=True):
    """What `models/entities/NAME.json` says about a model that we know."""

    name: str
    package: str
    """What pip installs."""
    module: str
    """What Python imports."""
    folder: str
    """Where the pipeline is, inside the module."""
    version: str
    components: tuple[str, ...]
    files: tuple[ModelFile, ...]
    licence: str
    source: str
    notes: str = ""
    quiet: tuple[str, ...] = ()
    """Codes of spaCy's warnings that are known to be harmless for this model."""


class OwnCard(Struct, frozen=True, forbid_unknown_fields=True):
    """What `card.json` says about a model of our own kind."""

    name: str
    version: str
    licence: str
    source: str
    labels: tuple[str, ...]
    layers: int
    files: tuple[ModelFile, ...]
    data: tuple[str, ...] = ()
    """What it was trained on, each with its licence."""
    scores: dict[str, float] = {}
    """Measured on the study's development sets, in points of F1."""
    notes: str = ""


class ModelCard(Struct, frozen=True):
    """A recogniser, known by name, not loaded."""

    name: str
    version: str
    licence: str
    source: str
    installed: bool
    path: str = ""
    """Its folder; empty while it is not installed."""
    install: str = ""
    """The command that installs it; empty for a folder of the user's own."""
    components: tuple[str, ...] = ()
    """The parts that are loaded; empty for all that may find names."""
    files: tuple[ModelFile, ...] = ()
    """Pinned files; empty for a model that we do not pin."""
    notes: str = ""
    quiet: tuple[str, ...] = ()
    kind: Literal["spacy", "onnx"] = "spacy"
    """What runs it."""


def catalogue() -> tuple[ModelCard, ...]:
    """Return the models that we ship, then those that we pin, installed or not."""
    return (*_shipped(), *(_pinned(pin) for pin in _pins()))


def describe(model: str) -> ModelCard:
    """Resolve a pin, a package or a path to its card, without loading anything.

    Raises ModelError, with the command or the nearest name that helps, when there is no such
    model, when it is not installed, or when another version than the pinned one is.
    """
    for card in catalogue():
        if card.name == model:
            return _present(card)
    folder = Path(model).expanduser()
    # A folder of the working directory that only shares the name of a model is none.
    if (folder.is_dir() and len(folder.parts) > 1) or (model and _is_model(folder)):
        return _own(folder, model) if (folder / CARD).is_file() else _unpinned(model, folder)
    if _PACKAGE.fullmatch(model) and (folder_of := _package_folder(model)) is not None:
        return _unpinned(model, folder_of)
    known = [card.name for card in catalogue()]
    near = get_close_matches(model, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}? " if near else ""
    raise ModelError(
        f"no model {model!r}: {hint}known names are {', '.join(known)}; "
        "an installed spaCy pipeline or the path of its folder will also do"
    )


def fingerprint(card: ModelCard) -> str:
    """Return 16 hex digits that change when the model would find other names.

    A pinned model counts by its checksums, and only the sizes of its files are compared, so
    this takes no time; any other is read. Raises ModelError when a pinned file differs in size.
    """
    digest = hashlib.sha256(f"{card.name}\0{card.version}\0{card.components}".encode())
    for file in card.files:
        _check_size(card, file)
        digest.update(f"{file.path}\0{file.sha256}".encode())
    if not card.files:
        folder = Path(card.path)
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(f"{path.relative_to(folder).as_posix()}\0{_checksum(path)}".encode())
    return digest.hexdigest()[:16]


def verify(card: ModelCard) -> None:
    """Read every pinned file in full; raises ModelError at the first that is not the pinned one."""
    for file in card.files:
        _check_size(card, file)
        found = _checksum(Path(card.path, file.path))
        if found != file.sha256:
            raise ModelError(
                f"model {card.name!r}: {file.path} has checksum {found[:16]}…, pinned is "
                f"{file.sha256[:16]}…; reinstall it: {card.install}"
            )


def _is_model(folder: Path) -> bool:
    return (folder / "meta.json").is_file() or (folder / CARD).is_file()


def _shipped() -> tuple[ModelCard, ...]:
    paths = sorted((shipped.folder() / "entities").glob(f"*/{CARD}"))
    # By size: the default comes first.
    cards = [_own(path.parent) for path in paths]
    return tuple(sorted(cards, key=lambda card: sum(file.size for file in card.files)))


def _own(folder: Path, name: str = "") -> ModelCard:
    """Return the card of a model of our own kind; a folder of the user's is known by its path."""
    try:
        card = msgspec.json.decode((folder / CARD).read_bytes(), type=OwnCard)
    except msgspec.MsgspecError as error:
        raise ModelError(
            f"{folder / CARD} does not describe a model ({error}); reinstall enrich-articles"
        ) from error
    return ModelCard(
        name=name or card.name,
        version=card.version,
        licence=card.licence,
        source=card.source,
        installed=True,
        path=str(folder.resolve()),
        install="pip install --force-reinstall enrich-articles",
        files=card.files,
        notes=card.notes,
        kind="onnx",
    )


def _pins() -> list[Pin]:
    paths = sorted((shipped.folder() / "entities").glob("*.json"))
    return [_pin(path) for path in paths]


def _pin(path: Path) -> Pin:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Pin)
    except msgspec.MsgspecError as error:
        raise ModelError(
            f"{path.name} does not describe a model ({error}); reinstall enrich-articles"
        ) from error


def _pinned(pin: Pin) -> ModelCard:
    try:
        version = installed_version(pin.package)
    except PackageNotFoundError:
        version = ""
    origin = _module_folder(pin.module) if version else None
    folder = origin / pin.folder if origin else None
    return ModelCard(
        name=pin.name,
        version=version or pin.version,
        licence=pin.licence,
        source=pin.source,
        installed=version == pin.version and folder is not None and folder.is_dir(),
        path=str(folder) if folder else "",
        install=f"pip install '{pin.package}=={pin.version}'",
        components=pin.components,
        files=pin.files,
        notes=pin.notes,
        quiet=pin.quiet,
    )


def _present(card: ModelCard) -> ModelCard:
    if card.installed:
        return card
    state = f"is there in version {card.version}" if card.path else "is not installed"
    raise ModelError(f"model {card.name!r} {state}; install it with: {card.install}")


def _unpinned(name: str, folder: Path) -> ModelCard:
    told = meta(folder)
    return ModelCard(
        name=name,
        version=str(told.get("version", "")),
        licence=str(told.get("license", "")),
        source=str(told.get("url", "")),
        installed=True,
        path=str(folder.resolve()),
        notes=str(told.get("description", "")),
    )


def meta(folder: Path) -> dict[str, Any]:
    """Return what spaCy wrote about a pipeline; raises ModelError when the folder holds none."""
    try:
        return msgspec.json.decode((folder / "meta.json").read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError) as error:
        raise ModelError(
            f"{folder} holds no spaCy pipeline: meta.json is missing or unreadable; "
            "name the folder that nlp.to_disk wrote"
        ) from error


def _module_folder(module: str) -> Path | None:
    spec = find_spec(module)
    return Path(spec.origin).parent if spec and spec.origin else None


def _package_folder(name: str) -> Path | None:
    """Return where the pipeline of an installed package is, if it is a package with one."""
    root = _module_folder(name)
    if root is None or not (root / "meta.json").is_file():
        return None
    return next((path.parent for path in sorted(root.glob("*/config.cfg"))), root)


def _check_size(card: ModelCard, file: ModelFile) -> None:
    path = Path(card.path, file.path)
    size = path.stat().st_size if path.is_file() else -1
    if size < 0:
        raise ModelError(
            f"model {card.name!r}: {file.path} is missing from {card.path}; "
            f"reinstall it: {card.install}"
        )
    if size != file.size:
        raise ModelError(
            f"model {card.name!r}: {file.path} has {size} bytes, pinned is {file.size}; "
            f"reinstall it: {card.install}"
        )


def _checksum(path: Path) -> str:
    with path.open("rb") as stream_:
        return hashlib.file_digest(stream_, "sha256").hexdigest()
