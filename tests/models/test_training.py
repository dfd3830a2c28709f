"""What the recognisers are trained on: our passages, and what is done with every set."""

from __future__ import annotations

import random
import re

import pytest

from enrich import shipped
from enrich.recogniser.labels import TAGS

ENTITIES = shipped.folder() / "entities"
OWN = sorted((ENTITIES / "data").glob("own-*"))
PLAIN = {path.stem for path in OWN if path.suffix == ".txt"}


@pytest.fixture(autouse=True)
def _training_can_be_imported(monkeypatch):
    monkeypatch.syspath_prepend(str(ENTITIES))


@pytest.fixture
def documents():
    from training.gold import read

    return [one for path in OWN for held in (False, True) for one in read(path, held=held)]


def test_spans_are_tight_and_known(documents):
    labels = {"PERSON", "COMPANY", "ORG", "PRODUCT", "PLACE", "MONEY"}
    assert len(documents) > 1_000
    for document in documents:
        for start, end, label in document.spans:
            surface = document.text[start:end]
            assert label in labels
            assert surface == surface.strip()
            assert surface


def test_a_name_is_marked_wherever_it_occurs_in_plain_passages(documents):
    for document in (one for one in documents if one.set in PLAIN):
        covered = {n for start, end, _ in document.spans for n in range(start, end)}
        for start, end, _ in document.spans:
            name = re.escape(document.text[start:end])
            # Ordinary words that are names as well are in some passages to be told apart.
            if " " not in document.text[start:end] and document.set != "own-plain":
                continue
            for match in re.finditer(rf"(?<![\w-]){name}(?![\w-])", document.text):
                assert match.start() in covered, f"{match[0]} in {document.text[:60]}"


def test_about_a_tenth_is_held_out():
    from training.gold import read

    for path in OWN:
        held, seen = read(path, held=True), read(path)
        assert 0.05 < len(held) / (len(held) + len(seen)) < 0.2
        assert not {one.text for one in held} & {one.text for one in seen}


@pytest.mark.parametrize(
    ("set_", "label", "first", "rest"),
    [
        ("own-ai", "ORG", {"B-ORG"}, {"I-ORG"}),
        ("own-ai", "outside", {"O", "B-MISC", "I-MISC"}, None),
        ("own-ai", "MONEY", {"O"}, {"O"}),
        ("open-wikigold", "ORG", {"B-COMPANY", "B-ORG"}, {"I-COMPANY", "I-ORG"}),
        ("open-wikigold", "BODY", {"B-ORG"}, {"I-ORG"}),
        ("open-wikigold", "MISC", {"B-MISC", "B-PRODUCT"}, {"I-MISC", "I-PRODUCT"}),
        ("open-wnut17", "PRODUCT", {"B-PRODUCT"}, {"I-PRODUCT"}),
        ("open-redocred", "outside", {"O"}, None),
        ("open-uner_ewt", "outside", {"O", "B-PRODUCT", "I-PRODUCT", "B-MISC", "I-MISC"}, None),
        ("open-crossner_ai", "TASK", {"O", "B-MISC", "I-MISC"}, {"O", "I-MISC"}),
        ("text-posts", "outside", set(TAGS), None),
    ],
)
def test_a_set_allows_what_its_labels_may_mean(set_, label, first, rest):
    from training.gold import tags_of

    bits = tags_of(set_, label)
    assert told(bits[0]) == first
    assert rest is None or told(bits[1]) == rest


def told(bits):
    return {tag for number, tag in enumerate(TAGS) if bits >> number & 1}


def test_an_unknown_label_is_refused():
    from training.gold import tags_of

    with pytest.raises(ValueError, match=r"sets\.tsv"):
        tags_of("own-ai", "SPACESHIP")


def test_renaming_and_recasing_keep_spans_on_names(documents):
    from training.augment import names, recase, rename

    pool = names(documents)
    pick = random.Random(0)
    for document in documents[::7]:
        other = rename(document, pool, pick)
        assert [label for *_, label in other.spans] == [label for *_, label in document.spans]
        for start, end, _ in other.spans:
            assert other.text[start:end] == other.text[start:end].strip() != ""
        assert len(recase(document, pick).text) == len(document.text)


def test_surnames_follow_their_people():
    from training.augment import names, rename
    from training.gold import Document

    text = "Ada Byron met Siemens. Byron left."
    spans = ((0, 9, "PERSON"), (14, 21, "COMPANY"), (23, 28, "PERSON"))
    document = Document("own-x", text, spans)
    pool = names([Document("own-y", "Kofi Ansah", ((0, 10, "PERSON"),))])
    other = rename(document, pool, random.Random(3))
    person, _, rest = other.text.partition(" met ")
    given, family = person.split()
    assert (given, family) != ("Ada", "Byron")
    assert {"Kofi"} < set(pool.given)
    assert {"Ansah"} < set(pool.family)
    assert rest.endswith(f". {family} left.")


def test_a_name_without_doubt_tells_the_kind():
    from training.gold import Document
    from training.split import split

    text = "Microsoft, Oxford University, Orbel Ltd, Orbel"
    parts = [(text.index(name), text.index(name) + len(name), "ORG") for name in text.split(", ")]
    labels = [label for *_, label in split(Document("open-x", text, tuple(parts))).spans]
    assert labels == ["COMPANY", "BODY", "COMPANY", "ORG"]
