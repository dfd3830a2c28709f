"""Names a recogniser, checks it, loads it and streams texts through it.

The only module that imports spaCy, and only inside `load` and `stream`: describing a model is
cheap enough for `enrich config` and `enrich models`.

A model is one of
    a pin      a name for which `models/entities/NAME.json` says package, version and checksums
    a package  an installed spaCy pipeline, such as `en_core_web_lg`
    a path     a folder that spaCy saved
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from enrich import shipped
from enrich.errors import ModelError

C = TypeVar("C")
R = TypeVar("R")

WINDOW = 100_000
"""Characters in one go; the recogniser needs about 10 KB of memory a character."""
ZONE = 256
"""Texts per memory zone, after which spaCy forgets the words it has seen."""
_UNUSED = frozenset(
    {
        "tagger",
        "parser",
        "senter",
        "sentencizer",
        "morphologizer",
        "attribute_ruler",
        "lemmatizer",
        "trainable_lemmatizer",
        "textcat",
        "textcat_multilabel",
    }
)
_PACKAGE = re.compile(r"[A-Za-z_]\w*")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_BORDERS = ("\n\n", "\n", ". ", " ")


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


class Recogniser(NamedTuple):
    """A loaded model; two with one fingerprint find the same names."""

    name: str
    fingerprint: str
    nlp: Any
    """The spaCy `Language`."""


def catalogue() -> tuple[ModelCard, ...]:
    """Return the models that we pin, by name, installed or not."""
    return tuple(_pinned(pin) for pin in _pins())


def describe(model: str) -> ModelCard:
    """Resolve a pin, a package or a path to its card, without loading anything.

    Raises ModelError, with the command or the nearest name that helps, when there is no such
    model, when it is not installed, or when another version than the pinned one is.
    """
    for pin in _pins():
        if pin.name == model:
            return _present(_pinned(pin))
    folder = Path(model).expanduser()
    # A folder of the working directory that only shares the name of a model is none.
    if (folder.is_dir() and len(folder.parts) > 1) or (model and (folder / "meta.json").is_file()):
        return _unpinned(model, folder)
    if _PACKAGE.fullmatch(model) and (folder_of := _package_folder(model)) is not None:
        return _unpinned(model, folder_of)
    known = [pin.name for pin in _pins()]
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


def load(model: str) -> Recogniser:
    """Load the recogniser of a model, and nothing of it that does not find names.

    Raises ModelError when the model is missing or cannot be read.
    """
    import spacy

    card = describe(model)
    mark = fingerprint(card)
    with warnings.catch_warnings():
        for code in card.quiet:
            warnings.filterwarnings("ignore", message=re.escape(f"[{code}]"))
        try:
            nlp = spacy.load(card.path, exclude=_left_out(card))
        except (OSError, ValueError, KeyError, ImportError) as error:
            raise ModelError(f"model {model!r} cannot be loaded: {error}") from error
    return Recogniser(card.name, mark, nlp)


def stream(
    recogniser: Recogniser,
    items: Iterable[tuple[str, C]],
    use: Callable[[Any, C], R],
    *,
    batch_size: int = 32,
) -> Iterator[R]:
    """Parse each text and yield what `use(doc, context)` makes of it, in order.

    A Doc lives in a memory zone and must not leave `use`; what `use` returns must be plain.
    A long text is read in windows of at most `WINDOW` characters, cut at a blank line where
    there is one, and `use` still gets one Doc with the offsets of the whole.
    """
    waiting = iter(items)
    while group := list(islice(waiting, ZONE)):
        # Results are kept until the zone is closed: the consumer may use the same pipeline.
        with recogniser.nlp.memory_zone():
            results = [use(doc, context) for doc, context in _parse(recogniser, group, batch_size)]
        yield from results


def windows(text: str, limit: int = WINDOW) -> list[str]:
    """Cut a text into pieces of at most `limit` characters that join to the same text.

    Cuts are made after a blank line, else after a line, a sentence or a word, in the second
    half of the window.
    """
    pieces: list[str] = []
    start = 0
    while len(text) - start > limit:
        cut = _border(text, start, start + limit)
        pieces.append(text[start:cut])
        start = cut
    return [*pieces, text[start:]]


def _border(text: str, start: int, stop: int) -> int:
    half = start + (stop - start) // 2
    for border in _BORDERS:
        found = text.rfind(border, half, stop)
        if found >= 0:
            return found + len(border)
    return stop


def _parse(
    recogniser: Recogniser, group: list[tuple[str, C]], batch_size: int
) -> Iterator[tuple[Any, C]]:
    from spacy.tokens import Doc

    # A lone surrogate cannot be encoded; the replacement has its length, so offsets hold.
    cut = [windows(_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)) for text, _ in group]
    docs = recogniser.nlp.pipe((piece for pieces in cut for piece in pieces), batch_size=batch_size)
    for pieces, (_, context) in zip(cut, group, strict=True):
        parts = list(islice(docs, len(pieces)))
        whole = parts[0] if len(parts) == 1 else Doc.from_docs(parts, ensure_whitespace=False)
        yield whole, context


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
    meta = _meta(folder)
    return ModelCard(
        name=name,
        version=str(meta.get("version", "")),
        licence=str(meta.get("license", "")),
        source=str(meta.get("url", "")),
        installed=True,
        path=str(folder.resolve()),
        notes=str(meta.get("description", "")),
    )


def _meta(folder: Path) -> dict[str, Any]:
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


def _left_out(card: ModelCard) -> list[str]:
    pipeline = _meta(Path(card.path)).get("components") or _meta(Path(card.path)).get("pipeline")
    names = [str(name) for name in pipeline or ()]
    if card.components:
        return [name for name in names if name not in card.components]
    return [name for name in names if name in _UNUSED]


def _check_size(card: ModelCard, file: ModelFile) -> None:
    path = Path(card.path, file.path)
    size = path.stat().st_size if path.is_file() else -1
    if size != file.size:
        raise ModelError(
            f"model {card.name!r}: {file.path} has {size} bytes, pinned is {file.size}; "
            f"reinstall it: {card.install}"
        )


def _checksum(path: Path) -> str:
    with path.open("rb") as stream_:
        return hashlib.file_digest(stream_, "sha256").hexdigest()
