from __future__ import annotations

import pytest

from enrich import frontmatter
from enrich.errors import UsageError
from enrich.evaluate import editors
from enrich.evaluate.gold import Labels
from enrich.evaluate.measures import Name, Sum
from enrich.settings.schema import Settings

OURS = {
    "entities": {"companies": ["Halden"], "money": [{"text": "€5m", "amount": 5000000}]},
    "highlights": ["One.", "Two."],
}
PLAIN = b"---\ntitle: T\n---\nText.\n"


def enriched(values=OURS):
    return frontmatter.enrich(PLAIN, values).data.decode()


def labels(text):
    block = frontmatter.read(text.encode())
    return editors.read(block.fields, Settings(), path="a.md")


def test_what_we_wrote_is_no_gold():
    assert labels(enriched()) is None
    assert labels(PLAIN.decode()) is None


def test_a_key_that_was_never_ours_is_no_gold():
    assert labels("---\nentities: {companies: [Halden]}\nhighlights: [One.]\n---\n") is None


def test_corrected_entities_are_gold_of_every_kind():
    found = labels(enriched().replace("Halden", "Halden AB"))
    assert found.companies == (Name("Halden AB"),)
    assert found.organizations == found.people == ()
    assert found.money == (Sum(5e6, 5e6, None, "€5m"),)
    assert found.bullets == ()


def test_corrected_highlights_are_bullets():
    assert labels(enriched().replace("One.", "Won.")).bullets == ("Won.", "Two.")
    markdown = enriched({"highlights": "- One.\n- Two."}).replace("One.", "Won.")
    assert labels(markdown).bullets == ("Won.", "Two.")


def test_flat_kinds_count_one_by_one():
    text = enriched({"companies": ["Halden"], "people": ["Ines Duarte"]})
    assert labels(text.replace("Ines", "Inês")) == Labels(people=(Name("Inês Duarte"),))


def test_gold_counts_alone_and_only_with_its_kinds():
    text = (
        enriched()
        .replace("Halden", "Halden AB")
        .replace(
            "title: T",
            "title: T\ngold:\n  people: [{name: Ines Duarte, aliases: [Duarte]}]\n"
            "  money: [{amount: 1.50, to: 2000, currency: EUR}]",
        )
    )
    expected = Labels(people=(Name("Ines Duarte", ("Duarte",)),), money=(Sum(1.5, 2000, "EUR"),))
    assert labels(text) == expected


@pytest.mark.parametrize("value", ["[Halden]", "{company: [Halden]}", "{people: Ines}"])
def test_gold_of_another_shape(value):
    with pytest.raises(UsageError, match=r"a\.md: gold: is not gold"):
        labels(f"---\ngold: {value}\n---\n")


def test_the_line_of_the_labels():
    text = "---\ntitle: gold\ngold: {people: []}\n---\n"
    fields = frontmatter.read(text.encode()).fields
    assert editors.line_of(text, fields, Settings()) == 3
