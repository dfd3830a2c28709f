"""What reaches us that is no well-kept article; the shipped recogniser reads it."""

from __future__ import annotations

import tracemalloc

import pytest

from enrich import markdown, nlp
from enrich.features import entities
from enrich.records import Article
from enrich.settings.schema import EntitiesSettings

CAPITALS = """VANTOR SYSTEMS BUYS QUIST FOODS IN $2BN DEAL

Vantor Systems has bought Quist Foods, the company said on Monday. Lena Harrow, the chief executive
of Vantor Systems, said the deal would close in May."""
TRANSCRIPT = """INTERVIEWER: Thank you for coming, Lena Harrow.

A1: Thank you. I founded Vantor Systems in Bonn in 2010.

Q2: And then?

A2: Then Quist Foods bought us."""
BROADCAST = """LENA HARROW, HOST: Welcome. With us is Ana Ruiz of the World Bank.

ANA RUIZ: Thanks, Lena.

(CROSSTALK)

BRANDT: What about Quist Foods?

HARROW: They will be fine."""
TABLE = """The jury named these winners.

| Name | Company | Town | Prize |
|------|---------|:----:|------:|
| Lena Harrow | Vantor Systems Inc | Bonn | $5,000 |
| **Karl Brandt** | [Quist Foods Ltd](https://quist.example) | York | $2,000 |
|Mary Okafor|Deutsche Bank|Lagos|$1,000|
"""
FOREIGN = {
    "French": "Le groupe a annoncé lundi que Marie Lefort, ancienne directrice de Carrefour, "
    "dirigera sa filiale. La société, qui emploie des milliers de personnes, est à vendre.",
    "German": "Der Autobauer Volkswagen hat am Montag mitgeteilt, dass Jürgen Brandt den Vorstand "
    "verlässt. Die Aktie ist gefallen, und der Betriebsrat hat sich nicht gezeigt.",
    "Spanish": "La empresa Telefónica anunció el lunes que Lucía Ortega será su nueva directora en "
    "Brasil. La compañía quiere crecer en el mercado y abrirá tres oficinas este año.",
}
LIST = "".join(
    f"- {person}, {firm}, {town}\n"
    for person, firm, town in (
        ("Lena Harrow", "Vantor Systems Inc", "Bonn"),
        ("Karl Brandt", "Quist Foods Ltd", "Lund"),
    )
)
ODD = (
    "Lena\u00a0Harrow\u200b joined Vantor\u2009Systems\x07 Inc.\x00 "
    "She\x1b[0m left\ufeff Quist Foods Ltd."
)


@pytest.fixture(scope="module")
def read():
    recogniser = nlp.load("small")

    def run(text: str):
        article = Article("a.md", "", "", {}, text, 0)
        prose = markdown.prose(article)
        (extract,) = nlp.stream(
            recogniser, [(prose.text, None)], lambda doc, _: entities.extract(article, prose, doc)
        )
        book = entities.fit({"a.md": extract}, EntitiesSettings())
        return entities.apply("a.md", extract, book, EntitiesSettings()), extract

    return run


def listed(found) -> set[str]:
    return {one.name for one in (*found.companies, *found.organizations, *found.people)}


def test_a_headline_in_capitals_adds_nothing(read):
    found, _ = read(CAPITALS)
    assert {"Vantor Systems", "Quist Foods", "Lena Harrow"} <= listed(found)
    assert not any(name.isupper() for name in listed(found))


def test_speakers_of_a_transcript_are_no_organizations(read):
    found, _ = read(TRANSCRIPT)
    assert "Lena Harrow" in {one.name for one in found.people}
    assert not listed(found) & {"A1", "A2", "Q2", "INTERVIEWER"}


def test_speakers_in_capitals_are_written_as_names(read):
    found, _ = read(BROADCAST)
    assert {one.name for one in found.people} == {"Lena Harrow", "Ana Ruiz"}
    assert not listed(found) & {"CROSSTALK", "BRANDT", "HOST"}


def test_a_table_of_names_is_read_row_by_row(read):
    found, _ = read(TABLE)
    assert {one.name for one in found.people} == {"Lena Harrow", "Karl Brandt", "Mary Okafor"}
    assert {"Vantor Systems", "Quist Foods", "Deutsche Bank"} <= listed(found)
    assert not listed(found) & {"Name", "Company", "Town", "Prize"}


@pytest.mark.parametrize("tongue", FOREIGN)
def test_only_well_known_names_are_given_in_another_language(read, tongue):
    found, _ = read(FOREIGN[tongue])
    assert tongue in found.note
    assert found.people == ()
    assert [one.name for one in found.companies] == {
        "French": ["Carrefour"],
        "German": ["Volkswagen"],
        "Spanish": ["Telefónica"],
    }[tongue]


def test_a_list_of_people_and_their_firms_keeps_them_apart(read):
    found, _ = read(LIST)
    assert {"Lena Harrow", "Karl Brandt", "Vantor Systems", "Quist Foods"} <= listed(found)


def test_control_characters_and_odd_spaces_are_no_part_of_names(read):
    found, extract = read(ODD)
    assert {one.name for one in found.people} == {"Lena Harrow"}
    assert all(name.isprintable() and "\u00a0" not in name for name in listed(found))
    assert all(0 <= one.start < one.end <= len(extract.text) for one in extract.mentions)


def test_nothing_is_invented_in_another_language(read):
    found, _ = read(
        "Der Vorstand hat am Montag die Zahlen vorgelegt, und die Aktie ist gestiegen. " * 3
    )
    assert listed(found) == set()
    assert "German" in found.note


@pytest.mark.parametrize("text", ["", " \n\n ", "-" * 5000, "(AB) " * 50])
def test_what_says_nothing_names_nobody(read, text):
    assert read(text)[0].people == ()


def test_a_hundred_thousand_words_need_little_memory(extracted):
    sentence = (
        "Shares of [COMPANY:Vantor Systems] rose. [PERSON:Lena Harrow] spoke. " + "it was so " * 31
    )
    tracemalloc.start()
    extract = extracted(sentence * 1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(extract.text.split()) > 96_000
    assert len(extract.mentions) == 2000
    assert peak < 60_000_000
