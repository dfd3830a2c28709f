"""The settings, one frozen record per section, with their defaults.

The comment under a field is what `enrich init` writes beside it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Count = Annotated[int, Meta(ge=0)]
Positive = Annotated[int, Meta(ge=1)]
Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Layout = Literal["nested", "flat"]
Shape = Literal["list", "markdown"]
Engine = Literal["auto", "inline", "processes", "dask", "ray"]
Copies = Literal["apart", "listed"]
NamedType = Literal["person", "company", "organization", "product", "place"]


class LexiconName(Struct, frozen=True):
    """A name the editor decided on."""

    name: str
    type: NamedType
    aliases: tuple[str, ...] = ()


class Lexicon(Struct, frozen=True):
    """What the editor knows better than any model; it always wins."""

    names: tuple[LexiconName, ...] = ()
    ignore: tuple[str, ...] = ()
    """Forms that are never a name."""
    apart: tuple[tuple[str, ...], ...] = ()
    """Groups of names that are never merged with each other."""


class Keys(Struct, frozen=True, forbid_unknown_fields=True):
    """The front matter keys that are ours."""

    entities: str = "entities"
    """What is named: companies, people, money."""
    highlights: str = "highlights"
    """The bullet summary."""
    related: str = "related"
    """Links to related articles."""
    enriched: str = "enriched"
    """Digests that say which values are ours."""


class EntitiesSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """How names are written."""

    layout: Layout = "nested"
    """`nested` under one key, or `flat` at the top level (for Hugo taxonomies)."""
    max: Count = 0
    """The most names of one kind that are written; 0 for all."""
    min_salience: Share = 0.0
    """Names less prominent than this are left out, from 0 to 1."""


class MoneySettings(Struct, frozen=True, forbid_unknown_fields=True):
    """How sums of money are written."""

    max: Count = 20
    """The most sums that are written; 0 for all."""
    dollar: Annotated[str, Meta(pattern="^[A-Z]{3}$")] = "USD"
    """The ISO 4217 code that a bare "$" stands for."""


class SummarySettings(Struct, frozen=True, forbid_unknown_fields=True):
    """How the bullets are chosen."""

    bullets: Positive = 3
    """How many bullets at most."""
    max_words: Positive = 40
    """Sentences longer than this are not chosen while a shorter one will do."""
    min_article_words: Count = 60
    """Shorter articles get no bullets of ours: they are their own summary."""
    shape: Shape = "list"
    """`list`, or `markdown` for one Markdown string."""


class RelatedSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """How related articles are chosen and written."""

    count: Positive = 5
    """How many links at most."""
    min_score: Share = 0.12
    """Articles less similar than this (from 0 to 1) are not related."""
    because: Count = 3
    """How many shared names or terms are shown per link; 0 for none."""
    copies: Copies = "apart"
    """Articles that say nearly the same: `apart` reports them only, `listed` links to them."""
    drafts: tuple[str, ...] = ("draft",)
    """Fields that, when true, keep an article out of the lists of others; `!x`: when x is false."""
    fields: tuple[str, ...] = (
        "title",
        "excerpt",
        "publishedDateTime",
        "webUrl",
        "type",
        "provider",
        "quality",
        "images",
        "description",
        "date",
        "url",
        "permalink",
        "slug",
    )
    """What is copied from the related article's front matter, where it is there."""


class RewriteSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a language model puts the bullets in other words; off unless it is named."""

    model: str = ""
    """The model to ask; "" for none."""
    endpoint: str = ""
    """The address of an OpenAI-compatible API, ending in /v1; "" for the library `llm`."""
    timeout: Annotated[float, Meta(gt=0.0)] = 60.0
    """Seconds to wait for an answer."""
    attempts: Positive = 3
    """How often to ask when the server is busy or silent."""


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a user can choose."""

    corpus: str | None = None
    """The folder to enrich when no path is given, and to compare single files with."""
    exclude: tuple[str, ...] = ()
    """Patterns of files to leave out, written as in .gitignore."""
    model: str = "small"
    """The recogniser: a name that `enrich models` lists, an installed spaCy pipeline, or a path."""
    lexicon: str | None = None
    """A YAML file with the editor's names; it always wins over the model."""
    jobs: Count = 0
    """Processes to use; 0 for as many as there are cores."""
    engine: Engine = "auto"
    """Where articles are analysed: `inline` or `processes` on this machine (`auto`: by how much
    there is to do), or on the cluster of `dask` or `ray` at `engine_address`."""
    engine_address: str | None = None
    """The address of the cluster: tcp://scheduler:8786 for Dask, host:6379 for Ray."""
    keys: Keys = Keys()
    entities: EntitiesSettings = EntitiesSettings()
    money: MoneySettings = MoneySettings()
    summary: SummarySettings = SummarySettings()
    related: RelatedSettings = RelatedSettings()
    rewrite: RewriteSettings = RewriteSettings()
