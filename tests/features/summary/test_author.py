from pathlib import Path

import pytest

from enrich.features.summary.author import author_list

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("labels.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
LEAD = "The harbour office has changed its rules for boats with paying guests on board.\n\n"
ITEMS = [
    "Insurance must name commercial use in the contract.",
    "Owners without papers pay a fine of 400 euros.",
    "The office answers within ten working days.",
]
LIST = "".join(f"- {item}\n" for item in ITEMS)
REST = "\nThe office checks about sixty boats a month, and most of them pass the inspection.\n" * 6


def texts(found):
    return [bullet.text for bullet in found.bullets] if found else []


@pytest.mark.parametrize(("label", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_label(read, label: str, expected: str):
    found = author_list(read(f"{LEAD}{label}\n\n{LIST}{REST}").prose)
    assert texts(found) == (ITEMS if expected == "yes" else [])


def test_the_last_line_of_a_paragraph_can_be_the_label(read):
    found = author_list(read(f"{LEAD.strip()}\nAt a glance:\n{LIST}{REST}").prose)
    assert texts(found) == ITEMS


@pytest.mark.parametrize(
    ("label", "expected"), [("Key takeaways", ITEMS), ("At a glance", [])], ids=["any", "lead"]
)
def test_only_takeaways_may_stand_at_the_end(read, label: str, expected: list[str]):
    assert texts(author_list(read(f"{LEAD}{REST}\n## {label}\n\n{LIST}").prose)) == expected


def test_takeaways_in_the_middle_are_not_the_summary(read):
    body = f"{LEAD}{REST}\n## Key takeaways\n\n{LIST}{REST}"
    assert author_list(read(body).prose) is None


@pytest.mark.parametrize(
    "items",
    [
        ["Only one item, however long it may be for a summary."],
        ["Introduction", "The boats", "The fines"],
        [f"Boat number {number} passed the inspection this year." for number in range(8)],
    ],
    ids=["one", "contents", "too many"],
)
def test_not_a_summary(read, items: list[str]):
    listed = "".join(f"- {item}\n" for item in items)
    assert author_list(read(f"{LEAD}At a glance:\n\n{listed}{REST}").prose) is None


def test_an_item_that_introduces_a_list_is_left_out(read):
    listed = f"- The papers that count:\n  - a licence for the skipper\n{LIST}"
    found = author_list(read(f"{LEAD}At a glance:\n\n{listed}{REST}").prose)
    assert texts(found) == ITEMS


def test_where_the_items_stand(read):
    article, prose = read(f"{LEAD}At a glance:\n\n{LIST}{REST}")
    found = author_list(prose)
    assert [article.text[b.source.start : b.source.end] for b in found.bullets] == ITEMS
    assert prose.text[found.span.start :].startswith("At a glance")
