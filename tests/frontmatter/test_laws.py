"""Laws over generated files and values: only our bytes change, twice is once, clean undoes."""

from __future__ import annotations

import string
import tomllib

import yaml
from hypothesis import given
from hypothesis import strategies as st

from enrich.errors import FrontMatterError
from enrich.frontmatter import clean, digest, enrich, read
from enrich.frontmatter.emit import is_plain
from enrich.frontmatter.values import canonical, normalize
from enrich.records import Plain

text = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
tricky = st.sampled_from(
    [
        "yes",
        "10:00",
        "1e3",
        "0x1",
        "a: b",
        "a #b",
        "- a",
        "#",
        "'",
        '"',
        "\\",
        "\n",
        "a\r\nb",
        "[a, b]",
        "{x}",
        "<<",
        "12345678",
        "2024-05-06",
        "\u2028",
        "\x85",
        "\ufeff",
        "\0",
        "---",
        "...",
        "%",
        "@a",
    ]
)
plain = st.sampled_from(
    [Plain("2024-05-06T10:00:00Z"), Plain("10:00"), Plain("1,000"), Plain("no")]
)
numbers = st.integers() | st.floats(allow_nan=False) | st.decimals(allow_nan=False, places=3)
scalars = st.none() | st.booleans() | numbers | text | tricky | plain
names = st.text(string.ascii_letters + " :#-'\"", min_size=1, max_size=8)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
full = values.filter(lambda value: normalize(value) not in (None, "", [], {}))
wanted = st.dictionaries(st.sampled_from(["entities", "highlights", "related"]), full, max_size=3)

ENTRIES = (
    "title: 'x'",
    'name: "y: z"',
    "tags: [a, b]",
    "list:\n- a\n- b",
    "deep:\n    - a:\n        b: c",
    "# note",
    "",
    "when: 2024-05-06",
    "odd: yes",
    "block: |\n  a\n\n  # b",
    "keep: |+\n  a\n\n",
    "fold: >-\n  a\n  b",
    "empty:",
    "  # indented note",
    "anchor: &a [1]",
    "tag: !t x",
    "twice: 1\ntwice: 2",
    "long: a\n  b\n  c",
    "? [q]\n: r",
    "flow: {a: [b,\n  c]}",
    "related:\n  - theirs",
    'quote: "a\n\n  b"',
    "emoji: \U0001f600",
)


@st.composite
def files(draw):
    entries = draw(st.lists(st.sampled_from(ENTRIES), max_size=6, unique=True))
    eol = draw(st.sampled_from(["\n", "\r\n"]))
    indent = draw(st.sampled_from(["", "", "  "]))
    lines = [indent + line if line else "" for entry in entries for line in entry.split("\n")]
    bom = draw(st.sampled_from(["", "\ufeff"]))
    closer = draw(st.sampled_from(["---", "...", "--- "]))
    body = draw(st.sampled_from(["", "Text.\n---\nrelated: no\n", "\r\n\r\nText."]))
    end = eol if body else draw(st.sampled_from(["", eol]))
    head = eol.join(["---", *lines, closer])
    return (bom + head + end + body).encode()


TOML_TOP = (
    "title = 'x'",
    'name = "y # z"',
    "tags = [ 'a', \"b]\" ]",
    "list = [\n    'a', # why\n  'b',\n]",
    "# note",
    "",
    "when = 2024-05-06T10:00:00Z",
    'long = """\n[no]\na = 1\n"""',
    "raw = '''\n\"\"\" # no\n'''''",
    "a.b = 1",
    "'q.r' = {x = {y = [1, 2.50]}}",
    "related=['theirs']",
    "odd = 0x1F # hex",
)
TOML_TABLES = ("[t]\nhighlights = 1", "[[u]]\n[[u]]\nx = ''", "# of v\n[v.'w z']", "")
JSON_MEMBERS = (
    '"title": "x"',
    '"tags" : ["a", "}"]',
    '"deep": {\n    "a": [\n      1.50, null\n    ]\n  }',
    '"related": ["theirs"]',
    '"e\\"s\\u0041c": "\\/"',
    '"t": 1, "t": 2',
)


@st.composite
def toml_files(draw):
    top = draw(st.lists(st.sampled_from(TOML_TOP), max_size=5, unique=True))
    tables = draw(st.lists(st.sampled_from(TOML_TABLES), max_size=2, unique=True))
    eol = draw(st.sampled_from(["\n", "\r\n"]))
    lines = [line for entry in (*top, *tables) for line in entry.split("\n")]
    body = draw(st.sampled_from(["", "Text.\n+++\nrelated = 1\n", "\r\n\r\nText."]))
    return eol.join(["+++", *lines, "+++", body]).encode()


@st.composite
def json_files(draw):
    members = draw(st.lists(st.sampled_from(JSON_MEMBERS), max_size=4, unique=True))
    eol = draw(st.sampled_from(["\n", "\r\n"]))
    comma = draw(st.sampled_from([",", ", ", ",\n", ",\n  ", "\n , "]))
    inner = draw(st.sampled_from(["", "\n", "\n  "])) + comma.join(members)
    inner += draw(st.sampled_from(["", "\n"]))
    bare = f";;;\n{inner}\n;;;\n"
    whole = f"{{{inner}}}\n"
    head = draw(st.sampled_from([whole, f"---json\n{whole}---\n", f";;;\n{whole};;;\n", bare]))
    return (head + "Text.\n").replace("\n", eol).encode()


@given(files() | toml_files() | json_files(), wanted, wanted)
def test_edits_are_insertions_that_settle_and_can_be_undone(data, first, second):
    once = enrich(data, first)
    assert enrich(once.data, first).data == once.data
    assert is_insertion(data, once.data)
    twice = enrich(once.data, second)
    assert enrich(twice.data, second).data == twice.data
    assert clean(once.data).data == data
    assert clean(twice.data).data == data
    assert enrich(once.data, {}).data == data


@given(toml_files(), wanted)
def test_other_toml_stays_where_it_is(data, values):
    before, after = (
        tomllib.loads(text.split(b"+++")[1].decode()) for text in (data, enrich(data, values).data)
    )
    ours = {"enriched", *values} - before.keys()
    assert repr({k: v for k, v in after.items() if k not in ours}) == repr(before)


@given(text | tricky, wanted)
def test_front_matter_is_made_and_unmade(body, values):
    data = body.encode()
    try:
        made = enrich(data, values, create=True)
    except FrontMatterError:
        return
    assert bool(made.written) == bool(values)
    assert enrich(made.data, values, create=True).data == made.data
    assert clean(made.data).data == data
    assert enrich(made.data, {}).data == data


@given(full)
def test_values_read_back_as_they_were_meant(value):
    data = enrich(b"---\ntitle: x\n---\n", {"related": value}).data
    found = read(data).fields
    assert canonical(found["related"]) == canonical(normalize(value))
    assert found["enriched"]["related"] == digest(value)


@given(text | tricky)
def test_plain_strings_are_strings_to_a_yaml_1_1_reader(string):
    if is_plain(string):
        assert yaml.safe_load(f"a: {string}") == {"a": string}
        assert yaml.safe_load(f"- {string}") == [string]


def is_insertion(before: bytes, after: bytes) -> bool:
    """Whether `after` is `before` with one stretch of bytes put in somewhere."""
    common = next(
        (i for i, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), None
    )
    start = len(before) if common is None else common
    length = len(after) - len(before)
    return any(after[:at] + after[at + length :] == before for at in range(start + 1))
