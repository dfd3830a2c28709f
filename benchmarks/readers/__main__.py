"""Whether real readers find our values, and theirs unchanged: `python -m benchmarks.readers`.

Every file of the study's front matter is read before and after an edit by Hugo, Jekyll,
gray-matter (Eleventy, Gatsby), js-yaml and python-frontmatter, as far as they are installed; `make
readers` installs them. A file that a reader cannot read before the edit says nothing about us.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.data import DATA, table
from benchmarks.independent import block_of
from benchmarks.readers.hugo import read as read_hugo
from enrich.errors import FrontMatterError
from enrich.frontmatter import enrich

HERE = Path(__file__).parent
OURS = {
    "x_entities": {
        "companies": ["Microsoft", "No", "1e3", "0x1F"],
        "money": [{"text": "$13 million", "amount": 13000000, "about": "a, b: c #d"}],
    },
    "x_highlights": [
        "Harbour Robotics opened: a second plant.",
        'It\'s "so" \\ {{ x }} %',
        "12:30",
    ],
    "x_related": [{"title": "Ärger — «ja»", "path": "a/b.md", "because": ["on", "null", "~"]}],
}
Found = Mapping[str, Any]
"""By file: the fields as JSON has them; a file that was not read is missing."""


def outputs() -> dict[str, tuple[str, str]]:
    """Return the text of each file before and after an edit, where there was one."""
    found = {}
    for path in sorted((DATA / "frontmatter").rglob("*")):
        if path.is_file() and path.suffix != ".jsonl":
            data = path.read_bytes()
            try:
                edit = enrich(data, OURS)
                if edit.written:
                    texts = data.decode("utf-8"), edit.data.decode("utf-8")
                    found[str(path.relative_to(DATA))] = texts
            except (FrontMatterError, UnicodeDecodeError):
                continue
    return found


def piped(*command: str) -> Callable[[Mapping[str, str]], Found]:
    """Return a reader that is a program of another language."""

    def read(texts: Mapping[str, str]) -> Found:
        lines = (json.dumps({"name": name, "text": text}) for name, text in texts.items())
        done = subprocess.run(
            command, input="\n".join(lines) + "\n", capture_output=True, text=True, check=True
        )
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        return {
            row["name"]: row["data"]
            for row in rows
            if isinstance(row.get("data"), dict) and row["data"]
        }

    return read


def read_python(texts: Mapping[str, str]) -> Found:
    import frontmatter

    found = {}
    for name, text in texts.items():
        try:
            fields = frontmatter.parse(text.removeprefix("\ufeff"))[0]
            found[name] = {key: plain(value) for key, value in fields.items()}
        except Exception:  # noqa: BLE001  it raises whatever its parsers do
            continue
    return {name: fields for name, fields in found.items() if fields}


def plain(value: Any) -> Any:
    """Return foreign values as text with types, and ours as they are."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool) else repr(value)


def only_blocks(read: Callable[[Mapping[str, str]], Found]) -> Callable[[Mapping[str, str]], Found]:
    """Return a reader of bare YAML as one of files: it gets what stands between the fences."""

    def read_blocks(texts: Mapping[str, str]) -> Found:
        found = ((name, block_of(text.encode())) for name, text in texts.items())
        return read({n: block[1].decode() for n, block in found if block and block[0] == "---"})

    return read_blocks


def row(name: str, read: Callable[[Mapping[str, str]], Found], files: Mapping) -> list[str]:
    before = read({name: texts[0] for name, texts in files.items()})
    after = read({name: files[name][1] for name in before})
    foreign = sum(
        {k: v for k, v in after.get(file, {}).items() if k not in {*OURS, "enriched"}} != fields
        for file, fields in before.items()
    )
    lost = [
        file for file in before if any(after.get(file, {}).get(key) != OURS[key] for key in OURS)
    ]
    for file in lost[:3]:
        said = {key: after.get(file, {}).get(key) for key in OURS}
        print(f"{name}: {file}: {said}", file=sys.stderr)
    return [name, str(len(before)), str(foreign), str(len(lost))]


def main() -> int:
    files = outputs()
    node = shutil.which("node")
    readers = {
        "Hugo": read_hugo if shutil.which("hugo") else None,
        "Jekyll": piped("ruby", str(HERE / "jekyll.rb")) if shutil.which("jekyll") else None,
        "gray-matter (Eleventy)": piped("node", str(HERE / "gray.js"), "read") if node else None,
        "js-yaml": only_blocks(piped("node", str(HERE / "gray.js"), "js-yaml")) if node else None,
        "python-frontmatter": read_python,
    }
    lines = []
    for name, read in readers.items():
        if read is None:
            print(f"{name} is not installed; see `make readers`", file=sys.stderr)
        else:
            lines.append(row(name, read, files))
    heading = ["reader", "files it reads", "foreign values changed", "our values not found"]
    print(f"{len(files)} files written.\n\n{table(heading, lines)}")
    return 1 if any(line[2:] != ["0", "0"] for line in lines) else 0


if __name__ == "__main__":
    raise SystemExit(main())
