"""The lists of names that ship are what their script makes, and contradict nothing."""

from __future__ import annotations

import shutil

import pytest

from enrich import shipped

ENTITIES = shipped.folder() / "entities"


@pytest.fixture(autouse=True)
def _gazetteers_can_be_imported(monkeypatch):
    monkeypatch.syspath_prepend(str(ENTITIES))


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A copy of the lists kept by hand, to be spoilt."""
    from gazetteers import names

    shutil.copytree(names.OWN, tmp_path / "own")
    monkeypatch.setattr(names, "OWN", tmp_path / "own")
    return tmp_path / "own"


def test_what_ships_is_what_the_script_makes():
    from gazetteers.build import build

    for name, text in build().items():
        assert (ENTITIES / name).read_text(encoding="utf-8") == text, f"make gazetteers: {name}"


@pytest.mark.parametrize(
    ("list_", "line", "complaint"),
    [
        ("organizations.txt", "Microsoft", "Microsoft is in companies and in organizations"),
        ("products.txt", "Microsoft", "Microsoft is in companies and in products"),
        ("clear.txt", "Varnholt", "Varnholt is judged but no company"),
        ("clear.txt", "Microsoft", "clear.txt need not have Microsoft"),
        ("ambiguous.txt", "Apple", "ambiguous.txt need not have Apple"),
        ("acronyms.tsv", "MS\tMicrosoft", "MS"),
        ("heads.tsv", "Wharf\tplace", "heads.tsv cannot say that Wharf"),
        ("heads.tsv", "wharf\tharbour", "tells of a harbour"),
        ("heads.tsv", "bank\torganization", "says twice what is meant by bank"),
    ],
)
def test_lists_that_contradict_each_other_are_refused(own, list_, line, complaint):
    from gazetteers.build import build

    with (own / list_).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    if complaint == "MS":
        with (own / "organizations.txt").open("a", encoding="utf-8") as file:
            file.write("MS\n")
        complaint = "MS is in organizations, Microsoft in companies"
    with pytest.raises(ValueError, match=complaint):
        build()


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("Oracle", "companies.txt"),  # a word, judged clear by hand
        ("Target", "companies-also-words.txt"),  # a word
        ("Marriott", "companies-also-words.txt"),  # a family, by hand
        ("Deutsche Telekom", "companies.txt"),
        ("Rockwell Automation", "companies.txt"),  # of the public list
        ("AutoZone", "companies.txt"),
        ("Randstad", "companies-also-words.txt"),  # one plain word of the public list
        ("Berkeley", "companies-also-words.txt"),  # a place above all
    ],
)
def test_a_name_is_where_it_can_do_no_harm(name, where):
    lines = (ENTITIES / where).read_text(encoding="utf-8").splitlines()
    other = {"companies.txt": "companies-also-words.txt"}.get(where, "companies.txt")
    assert name in lines
    assert name not in (ENTITIES / other).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", ["Noble", "Progressive", "Douglas Emmett", "Borussia Dortmund"])
def test_names_of_the_public_list_that_mean_something_else_are_left_out(name):
    for list_ in ("companies.txt", "companies-also-words.txt"):
        assert name not in (ENTITIES / list_).read_text(encoding="utf-8").splitlines()
