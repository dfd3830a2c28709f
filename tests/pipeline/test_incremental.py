"""A run over a few changes does what enriching every article again would do, and no more."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from enrich import frontmatter, store
from enrich.pipeline import affected, incremental, revised, saved
from enrich.pipeline.options import Options
from enrich.pipeline.run import run
from enrich.pipeline.select import select
from enrich.settings.load import Resolved
from enrich.settings.schema import Lexicon, RelatedSettings, Settings

SETTINGS = Settings(related=RelatedSettings(count=2, min_score=0.05), jobs=1)
TOPICS = {
    "harbour": (
        "Silt barges leave the north basin before the dredging crews of the harbour start.",
        "The pilot boats of the harbour moor at the timber quay in the evening.",
        "The Coastal Safety Agency wants deeper channels for tankers in the north basin.",
        "Fishing boats pay a higher harbour fee since the CSA closed the old quay.",
        "Tankers wait outside the harbour because silt fills the northern channel.",
        "A new lighthouse will guide the pilot boats through the channel, said Ada Kern.",
    ),
    "bread": (
        "Rye dough rises overnight in the bakery that Tom Weller opened in spring.",
        "The bakery of Tom Weller sells sour loaves made of rye and barley flour.",
        "Flour prices went up again, and sour loaves cost the bakery four euros more.",
        "Weller says that barley flour needs warm water and a long rise.",
        "Every oven of the bakery burns wood, which gives rye loaves a dark crust.",
        "A dark crust and warm dough make a loaf that keeps for a week.",
    ),
    "loom": (
        "Orbel Systems builds looms that weave linen without a single knot.",
        "The linen of Orbel Systems goes to hospitals, which want it without knots.",
        "A loom of Orbel Systems weaves as much linen as forty weavers did.",
        "Weavers in the valley fear the looms, though linen has never sold so well.",
        "Linen sheets from the valley are woven on looms that weavers own together.",
        "Hospitals order linen sheets a year ahead, and the looms run at night.",
    ),
}
PINNED = "bread-0.md"


def write(folder: Path, name: str, *sentences: str, extra: str = "") -> None:
    title = sentences[0].split(" of ")[0].split(" in ")[0]
    text = f"---\ntitle: {title}\nwebUrl: https://example.org/2024/{name[:-3]}\n{extra}---\n\n"
    (folder / name).write_text(text + "\n\n".join(sentences) + "\n", "utf-8")


def articles(folder: Path) -> None:
    """Write articles of which those on one topic share two sentences each."""
    for topic, lines in TOPICS.items():
        for number in range(len(lines)):
            chosen = [lines[(number + step) % len(lines)] for step in (0, 1, 3)]
            name = f"{topic}-{number}.md"
            extra = "enrich: {pin: [wool-prices]}\n" if name == PINNED else ""
            write(folder, name, *chosen, extra=extra)


class Site:
    """A corpus with its store; both can be put back to how they were."""

    def __init__(self, place: Path) -> None:
        self.place, self.articles = place, place / "site" / "articles"
        self.cache = place / "site" / "cache"

    def run(self, *, check: bool = False, cache: bool = True, settings: Settings = SETTINGS):
        resolved = Resolved(settings, Lexicon(), {})
        folder = self.cache if cache else None
        with store.connect(folder, warn=pytest.fail) as known:
            selection = select([self.articles], settings)
            return run(selection, resolved, known, Options(dry=check))

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.articles.iterdir()}

    def keep(self) -> None:
        shutil.copytree(self.place / "site", self.place / "kept")

    def put_back(self) -> None:
        shutil.rmtree(self.place / "site")
        shutil.copytree(self.place / "kept", self.place / "site")

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.articles / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")


def said_in(files: dict[str, bytes]) -> dict[str, dict]:
    """Return the front matter of articles, with the reasons of each link in no order."""
    found = {}
    for name, data in files.items():
        block = frontmatter.read(data)
        found[name] = dict(block.fields) if block else {}
        found[name].pop("enriched", None)
        for link in found[name].get("related", ()):
            link["because"] = set(link.get("because", ()))
    return found


@pytest.fixture(scope="module")
def enriched(tmp_path_factory):
    """A place with a corpus over which a run has been, to be copied back."""
    place = tmp_path_factory.mktemp("place")
    site = Site(place)
    site.articles.mkdir(parents=True)
    articles(site.articles)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(saved, "FEWEST", 1)
        assert site.run().exit_code == 0
    site.keep()
    return site


@pytest.fixture
def site(enriched, monkeypatch):
    monkeypatch.setattr(saved, "FEWEST", 1)
    monkeypatch.setattr(revised, "MOST_CHANGED", 0.4)
    monkeypatch.setattr(revised, "MOST_LATER", 0.9)
    enriched.put_back()
    return enriched


@pytest.fixture
def built_on(monkeypatch):
    """A list that fills with the number of files that each run over few changes enriched."""
    found = []

    def noted(*arguments):
        few = whole(*arguments)
        found.append(len(few.targets))
        return few

    whole = incremental.increment
    monkeypatch.setattr(incremental, "increment", noted)
    return found


def a_text(site):
    site.edit("loom-2.md", "forty weavers", "forty weavers and two hospitals")


def a_new_article(site):
    write(site.articles, "loom-new.md", *TOPICS["loom"][1:4], "Knots cost hospitals money.")


def one_deleted(site):
    (site.articles / "harbour-3.md").unlink()


def one_renamed(site):
    (site.articles / "bread-3.md").rename(site.articles / "aaa-bread.md")


def what_an_acronym_means(site):
    site.edit("harbour-2.md", "Coastal Safety Agency wants", "Coastal Safety Agency (CSA) wants")


def what_links_copy(site):
    site.edit("harbour-1.md", "2024/harbour-1", "2024/piloting")


def a_slug_that_is_pinned(site):
    write(site.articles, "wool-prices.md", "Wool is cheap.", "Sheep farmers gave up.")


def a_draft(site):
    site.edit("loom-4.md", "webUrl:", "draft: true\nwebUrl:")


def a_touch(site):
    os.utime(site.articles / "loom-1.md")


def our_keys_deleted(site):
    data = (site.articles / "loom-1.md").read_bytes()
    kept = [line for line in data.splitlines(keepends=True) if line.startswith((b"ti", b"web"))]
    body = data.split(b"---\n", 2)[2]
    (site.articles / "loom-1.md").write_bytes(b"---\n" + b"".join(kept) + b"---\n" + body)


def no_front_matter_any_more(site):
    (site.articles / "loom-5.md").write_text("Looms run at night.\n", "utf-8")


def several(site):
    for change in (a_text, a_new_article, one_deleted, one_renamed, what_an_acronym_means):
        change(site)


CHANGES = (
    a_text, a_new_article, one_deleted, one_renamed, what_an_acronym_means, what_links_copy,
    a_slug_that_is_pinned, a_draft, a_touch, our_keys_deleted, no_front_matter_any_more, several,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_it_does_what_enriching_all_would(site, built_on, monkeypatch, change):
    change(site)
    report = site.run()
    assert report.exit_code == 0
    found, count = site.files(), len(built_on)
    assert count == 1
    assert len(report.files) == len(found)
    said = {one.path: one.notes for one in report.files}

    again = site.run()
    assert again.count("enriched") == again.count("failed") == 0
    assert {one.path: one.notes for one in again.files} == said
    assert site.run(check=True).exit_code == 0
    # Everything counted anew: what terms are worth moves, and no link that is there goes for it;
    # of a link to an article that has changed, the reasons may come in another order.
    site.run(cache=False)
    assert said_in(site.files()) == said_in(found)

    site.put_back()
    change(site)
    monkeypatch.setattr(affected, "affected", lambda before, *_: frozenset(before.articles))
    site.run()
    assert site.files() == found


def test_a_name_is_spelled_out_where_only_another_article_says_how(site, built_on):
    def organizations() -> list[str]:
        return said_in(site.files())["harbour-3.md"]["entities"]["organizations"]

    assert organizations() == ["CSA"]
    what_an_acronym_means(site)
    site.run()
    assert built_on
    assert organizations() == ["Coastal Safety Agency"]


def test_one_after_the_other_ends_as_all_at_once(site, built_on):
    for change in (a_text, what_links_copy, one_deleted, a_new_article):
        change(site)
        site.run()
    assert len(built_on) == 4
    assert max(built_on) < len(site.files())
    assert site.run(check=True, cache=False).exit_code == 0


def test_a_check_changes_nothing_that_the_run_after_it_needs(site, built_on):
    a_new_article(site)
    before = site.files()
    assert site.run(check=True).exit_code == 1
    assert site.files() == before
    assert site.run().count("enriched") >= 1
    assert site.run(check=True).exit_code == 0
    assert len(built_on) == 2


def test_a_broken_file_does_not_cost_the_others_a_run(site, built_on):
    (site.articles / "loom-0.md").write_text("---\na: [\n---\nText\n", "utf-8")
    assert site.run().exit_code == 3
    assert site.run().exit_code == 3
    assert len(built_on) == 2
    write(site.articles, "loom-0.md", *TOPICS["loom"][:3])
    assert site.run().exit_code == 0
    assert site.run(check=True, cache=False).exit_code == 0


def test_other_settings_are_a_run_over_everything(site, built_on):
    a_text(site)
    fewer = Settings(related=RelatedSettings(count=1, min_score=0.05), jobs=1)
    site.run(settings=fewer)
    assert built_on == []
    assert site.run(check=True, cache=False, settings=fewer).exit_code == 0


@pytest.mark.parametrize(("limit", "value"), [("MOST_CHANGED", 0.05), ("MOST_LATER", 0.05)])
def test_many_changes_are_a_run_over_everything(site, built_on, monkeypatch, limit, value):
    monkeypatch.setattr(revised, limit, value)
    a_text(site)
    a_new_article(site)
    site.run()
    assert built_on == []
    monkeypatch.setattr(revised, limit, 0.5)
    one_deleted(site)
    site.run()
    assert len(built_on) == 1


@pytest.mark.parametrize("part", ["header.json", "questions.numbers", "names"])
def test_without_what_was_kept_everything_is_read(site, built_on, part):
    files = (site.cache / "corpora").rglob("*.*")
    next(path for path in files if path.name.startswith(part)).unlink()
    a_text(site)
    assert site.run().exit_code == 0
    assert built_on == []
    assert site.run(check=True, cache=False).exit_code == 0


def test_a_run_over_one_file_in_between_is_made_up_for(site, built_on):
    a_new_article(site)
    resolved = Resolved(SETTINGS, Lexicon(), {})
    with store.connect(site.cache, warn=pytest.fail) as known:
        one = select([site.articles / "loom-new.md"], SETTINGS, corpus=site.articles)
        assert run(one, resolved, known).count("enriched") == 1
    site.run()
    assert len(built_on) == 1
    assert site.run(check=True, cache=False).exit_code == 0
