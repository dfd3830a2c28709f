"""A corpus that was read once: fitted models, and the enrichment of any of its articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from enrich import features
from enrich.corpus.find import Source
from enrich.errors import ArticleError
from enrich.pipeline import reasons
from enrich.pipeline.analysis import Catalog, copied
from enrich.pipeline.entries import Entry
from enrich.pipeline.standings import Standings
from enrich.records import Enrichment, Entities, Entity, Link, Note, Value
from enrich.settings.load import Resolved
from enrich.settings.schema import Settings

if TYPE_CHECKING:
    import pandas

    from enrich.features.entities import Names
    from enrich.features.related import Related
    from enrich.pipeline.dependencies import Notes, Used
    from enrich.pipeline.rewriting import Rewriter
    from enrich.rewriting.rewrite import Rewriting

SIMILAR = 5
"""How many articles `similar` returns unless told."""


class Portion(NamedTuple):
    """One article of a corpus as it was encoded, for a process that has no catalog."""

    source: Source
    entry: bytes
    extracts: dict[str, bytes]
    """JSON by feature."""
    rewriting: Rewriting | None


class Corpus(Mapping[str, Enrichment]):
    """Articles by path; each enrichment is made when it is asked for.

    `corpus["posts/a.md"]` raises KeyError for a path that is not an article of the corpus.
    """

    def __init__(
        self,
        catalog: Catalog,
        resolved: Resolved,
        *,
        models: Mapping[str, Any] | None = None,
        link: Callable[[str], tuple[str, dict[str, Value]]] | None = None,
        lists: tuple[str, ...] | None = None,
        rewritten: Mapping[str, Rewriting] | None = None,
    ) -> None:
        """Fit the features, apart from those whose `models` are given.

        `link` gives the title and the copied fields of articles that are not in the catalog.
        `lists` are the other articles whose list of links may be another now, if that is known.
        `rewritten` are the bullets of articles for which a language model was asked.
        """
        self._catalog = catalog
        self._resolved = resolved
        self._link_elsewhere = link
        self.lists = lists
        self.notes: tuple[str, ...] = ()
        """What is to be said about how the corpus was read."""
        self.uses: Notes | None = None
        """Where it is noted what enrichments are made of, if it is."""
        self._rewritten = dict(rewritten or {})
        given = models or {}
        self._models = {
            name: given[name] if name in given else self._fit(name) for name in catalog.extracts
        }

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __iter__(self) -> Iterator[str]:
        failures = self._catalog.failures
        return (path for path in self._catalog.entries if path not in failures)

    def __contains__(self, path: object) -> bool:
        # That of Mapping would enrich the article to know.
        return path in self._catalog.entries and path not in self._catalog.failures

    def __getitem__(self, path: str) -> Enrichment:
        if path not in self:
            raise KeyError(path)
        return self._enrich(path, self._catalog.entries[path])

    def __repr__(self) -> str:
        failed = f", {len(self.failures)} failed" if self.failures else ""
        return f"<Corpus of {len(self)} articles{failed}>"

    @property
    def failures(self) -> dict[str, ArticleError]:
        """What could not be read, by path."""
        return self._catalog.failures

    @property
    def bare(self) -> tuple[str, ...]:
        """Files without front matter; they are not articles."""
        return tuple(self._catalog.bare)

    @property
    def from_store(self) -> frozenset[str]:
        """The articles that were known already."""
        return frozenset(self._catalog.from_store)

    @property
    def resolved(self) -> Resolved:
        """The settings in force, the lexicon, and where they are from."""
        return self._resolved

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._resolved.settings

    @property
    def unanswered(self) -> frozenset[str]:
        """The articles for which a language model was asked in vain."""
        return frozenset(path for path, one in self._rewritten.items() if not one.answered)

    def rewrite(self, rewriter: Rewriter, paths: Iterable[str]) -> None:
        """Have the bullets of some articles put in other words; those that failed are left out."""
        for path in paths:
            entry = self._catalog.entries[path] if path in self else None
            summary = self._apply("summary", path) if entry else None
            if entry and summary is not None and summary.bullets:
                self._rewritten[path] = rewriter(entry, summary.bullets)

    def portion(self, source: Source) -> Portion:
        """Return what another process needs of one article, beside the models, to enrich it."""
        path = source.name
        extracts = {name: one.data(path) for name, one in self._catalog.extracts.items()}
        entry = self._catalog.entries.data(path)
        return Portion(source, entry, extracts, self._rewritten.get(path))

    def note(self, used: Iterable[tuple[str, Used | None]]) -> None:
        """Note what enrichments that another process made were made of, if it is noted."""
        for path, one in used:
            if self.uses is not None and one is not None:
                self.uses.add(path, *one)

    def entry(self, path: str) -> Entry:
        """Return the title and front matter of an article."""
        return self._catalog.entries[path]

    @property
    def features(self) -> frozenset[str]:
        """The features that were run."""
        return frozenset(self._models)

    @property
    def is_whole(self) -> bool:
        """Whether every article was read, and not only those that are not in a saved index."""
        return self._link_elsewhere is None

    def card(self, path: str) -> tuple[str, dict[str, Value]]:
        """Return the title and the copied fields of an article, read or not; raises KeyError."""
        entry = self._catalog.entries.get(path)
        if entry is not None:
            return entry.title, self.copied(entry)
        if self._link_elsewhere is None:
            raise KeyError(path)
        return self._link_elsewhere(path)

    def copied(self, entry: Entry) -> dict[str, Value]:
        """Return what a link to an article copies from its front matter."""
        return copied(entry, self._resolved.settings.related)

    def model(self, feature: str) -> Any:
        """Return what a feature knows of the corpus; raises KeyError for one that was not run."""
        return self._models[feature]

    def extracts(self, feature: str) -> Mapping[str, Any]:
        """Return what a feature took from each article; raises KeyError like `model`."""
        return self._catalog.extracts[feature]

    def entities(self) -> dict[str, list[tuple[Entity, int]]]:
        """Return the names of the corpus by kind, each with the number of articles it is in.

        The entity is the one of the article in which it is most salient; most frequent first.
        """
        kinds: dict[str, dict[str, tuple[Entity, int]]] = {}
        for enrichment in self.values():
            found = enrichment.entities
            for kind in ("companies", "organizations", "people"):
                for entity in getattr(found, kind):
                    best, count = kinds.setdefault(kind, {}).get(entity.name, (entity, 0))
                    more = entity if entity.salience > best.salience else best
                    kinds[kind][entity.name] = (more, count + 1)
        return {
            kind: sorted(named.values(), key=lambda pair: (-pair[1], pair[0].name))
            for kind, named in kinds.items()
        }

    def similar(self, text: str, *, count: int = SIMILAR) -> tuple[Link, ...]:
        """Return the articles most similar to a free text."""
        module = features.load("related")
        if "related" not in self._models:
            return ()
        found = module.similar(text, self._models["related"], count=count)
        return tuple(self._link(neighbour) for neighbour in found)

    def to_frame(self) -> pandas.DataFrame:
        """Return one row per article; needs pandas (`pip install enrich-articles[notebook]`)."""
        import pandas

        rows = [_row(enrichment) for enrichment in self.values()]
        return pandas.DataFrame(rows).set_index("path") if rows else pandas.DataFrame()

    def _fit(self, name: str) -> Any:
        extracts = self._catalog.extracts[name]
        module, section = features.load(name), getattr(self._resolved.settings, name)
        if name == "entities":
            return module.fit(extracts, section, self._resolved.lexicon)
        if name == "related":
            return module.fit(extracts, section, Standings(self._catalog.entries, section))
        return module.fit(extracts, section)

    def _apply(self, name: str, path: str) -> Any:
        if name not in self._models:
            return None
        extract = self._catalog.extracts[name][path]
        section = getattr(self._resolved.settings, name)
        return features.load(name).apply(path, extract, self._models[name], section)

    def _enrich(self, path: str, entry: Entry) -> Enrichment:
        named, questions = self._named(path)
        summary = self._apply("summary", path)
        related = self._related(path, questions)
        entities = Entities(
            companies=named.companies if named else (),
            organizations=named.organizations if named else (),
            people=named.people if named else (),
            money=self._apply("money", path) or (),
        )
        keys = self._resolved.settings.keys
        notes = [Note(keys.entities, named.note)] if named is not None and named.note else []
        bullets = summary.bullets if summary else ()
        if summary is not None and not bullets:
            notes.append(Note(keys.highlights, summary.reason))
        if path in self._rewritten:
            bullets, note = self._rewritten[path].bullets, self._rewritten[path].note
            notes += [Note(keys.highlights, note)] if note else []
        if related is not None:
            notes.extend(Note(keys.related, message) for message in _remarks(related))
        return Enrichment(
            path=path,
            title=entry.title,
            entities=entities,
            summary=bullets,
            related=tuple(self._links(related, entities)) if related else (),
            notes=tuple(notes),
        )

    def _named(self, path: str) -> tuple[Names | None, frozenset[int]]:
        """Return the names of an article, and what it asked the corpus for, if that is noted."""
        if self.uses is None or "entities" not in self._models:
            return self._apply("entities", path), frozenset()
        extract = self._catalog.extracts["entities"][path]
        section = self._resolved.settings.entities
        answered: tuple[Names, frozenset[int]] = features.load("entities").answered(
            extract, self._models["entities"], section
        )
        return answered

    def _related(self, path: str, named: frozenset[int]) -> Related | None:
        """Return the links of an article; its names asked the corpus for `named`."""
        if "related" not in self._models:
            return None
        module, index = features.load("related"), self._models["related"]
        extract = self._catalog.extracts["related"][path]
        found: Related = module.relate(path, extract, index, self._resolved.settings.related)
        if self.uses is not None:
            asked = module.questions(path, extract.targets, index.shelf.of(path))
            links, copies = (
                [index.rows[other.path] for other in others]
                for others in (found.links, found.copies)
            )
            self.uses.add(path, links, copies, named | asked)
        return found

    def _links(self, related: Related, entities: Entities) -> Iterator[Link]:
        named = (*entities.companies, *entities.organizations, *entities.people)
        for neighbour in related.links:
            link = self._link(neighbour)
            yield replace(link, because=reasons.canonical(link.because, named))

    def _link(self, neighbour: Any) -> Link:
        title, fields = self.card(neighbour.path)
        return Link(neighbour.path, title, neighbour.score, neighbour.because, fields)


def _remarks(related: Related) -> Iterator[str]:
    """Yield what to say about the links of one article."""
    if related.reason:
        yield related.reason
    for copy in related.copies:
        yield f"says nearly the same as {copy.path}, which is not recommended"
    for pin in related.unknown_pins:
        yield f"`pin: {pin}` means no article of the corpus; give its path or slug"


def _row(enrichment: Enrichment) -> dict[str, Any]:
    found = enrichment.entities
    return {
        "path": enrichment.path,
        "title": enrichment.title,
        "companies": [entity.name for entity in found.companies],
        "organizations": [entity.name for entity in found.organizations],
        "people": [entity.name for entity in found.people],
        "money": [money.text for money in found.money],
        "bullets": [bullet.text for bullet in enrichment.summary],
        "related": [link.path for link in enrichment.related],
    }
