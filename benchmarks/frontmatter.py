"""`python -m benchmarks.frontmatter`: what adding a key costs, with us and with our peers.

Real front matter of ten site generators. `identical`: the output is the original with one stretch
put in. `1.1` and `1.2`: files in which a foreign value changed for PyYAML and for ruamel.yaml's
YAML 1.2 reader. `make bench-frontmatter` installs what is compared; what is missing is left out.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.data import DATA, table
from benchmarks.independent import block_of, same, values_1_1, values_1_2
from enrich.errors import FrontMatterError
from enrich.frontmatter import clean, enrich

KEY = "x_added"
VALUE = ["Microsoft", "OpenAI"]
OURS = {KEY, "enriched"}
FIRST = {KEY: VALUE, "x_more": {"text": "$13 million: #1", "amount": 13000000}}
SECOND = {KEY: ["Other, with a comma"], "x_other": [{"title": "It's", "because": ["yes"]}]}
SPEED_ROUNDS = 3


def files() -> dict[str, bytes]:
    """Return the files whose front matter some parser takes, by name."""
    found = {}
    for path in sorted((DATA / "frontmatter").rglob("*")):
        if path.is_file() and path.suffix != ".jsonl":
            data = path.read_bytes()
            if values_1_1(data) is not None or values_1_2(data) is not None:
                found[str(path.relative_to(DATA))] = data
    return found


def by_us(data: bytes) -> bytes:
    return enrich(data, {KEY: VALUE}).data


def by_python_frontmatter(data: bytes) -> bytes:
    import frontmatter

    post = frontmatter.loads(data.decode("utf-8"))
    post[KEY] = VALUE
    return frontmatter.dumps(post).encode()


def by_ruamel(data: bytes, *, tuned: bool = False) -> bytes:
    from ruamel.yaml import YAML

    parser = YAML()
    if tuned:
        parser.preserve_quotes, parser.width, parser.allow_duplicate_keys = True, 1 << 20, True
    return _dumped(data, parser.load, parser.dump)


def by_ruamel_tuned(data: bytes) -> bytes:
    return by_ruamel(data, tuned=True)


def by_pyyaml(data: bytes) -> bytes:
    import yaml

    def dump(fields: object, out: io.StringIO) -> None:
        yaml.safe_dump(fields, out, sort_keys=False, allow_unicode=True)

    return _dumped(data, yaml.safe_load, dump)


def by_tomlkit(data: bytes) -> bytes:
    import tomlkit

    return _dumped(data, tomlkit.parse, tomlkit.dump)


def _dumped(data: bytes, load: Callable, dump: Callable) -> bytes:
    _, text, head = block_of(data)
    fields = load(text.decode())
    fields = {} if fields is None else fields
    fields[KEY] = VALUE
    out = io.StringIO(newline="")
    dump(fields, out)
    return data.replace(head, head.replace(text, out.getvalue().encode(), 1), 1)


def by_gray_matter(texts: Mapping[str, bytes]) -> dict[str, bytes]:
    script = Path(__file__).parent / "readers" / "gray.js"
    lines = (json.dumps({"name": n, "text": data.decode()}) for n, data in texts.items())
    done = subprocess.run(
        ["node", str(script), "add"],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {row["name"]: row["data"].encode() for row in rows if "data" in row}


PEERS = {
    "---": {
        "enrich": by_us,
        "ruamel.yaml, tuned": by_ruamel_tuned,
        "ruamel.yaml": by_ruamel,
        "PyYAML": by_pyyaml,
        "python-frontmatter": by_python_frontmatter,
    },
    "+++": {"enrich": by_us, "tomlkit": by_tomlkit},
}


def each(tool: Callable[[bytes], bytes], texts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what a tool makes of each file; one at which it fails is missing."""
    found = {}
    for name, data in texts.items():
        try:
            found[name] = tool(data)
        except Exception as error:  # noqa: BLE001  that it fails is what is counted
            if tool is by_us:
                print(f"{name}: {error}", file=sys.stderr)
    return found


def row(name: str, after: Mapping[str, bytes], texts: Mapping[str, bytes]) -> list[str]:
    total = len(texts)
    counts: Counter[str] = Counter(failed=total - len(after))
    for file, data in texts.items():
        if file in after:
            counts["identical"] += is_insertion(data, after[file])
            counts["1.1"] += not same(values_1_1(data), values_1_1(after[file]), OURS)
            counts["1.2"] += not same(values_1_2(data), values_1_2(after[file]), OURS)
            counts["body"] += not after[file].endswith(data[len(block_of(data)[2]) :])
    shares = (f"{counts[what] / total:.2%}" for what in ("identical", "failed"))
    return [name, *shares, *(str(counts[what]) for what in ("1.1", "1.2", "body"))]


def is_insertion(before: bytes, after: bytes) -> bool:
    pairs = enumerate(zip(before, after, strict=False))
    start = next((place for place, (one, other) in pairs if one != other), len(before))
    length = len(after) - len(before)
    # Equal bytes at both borders may belong to either side.
    return length > 0 and any(
        after[:at] + after[at + length :] == before
        for at in range(max(0, start - length), start + 1)
    )


def cycle(data: bytes) -> str:
    """Insert, repeat, replace, repeat, clean; return what went wrong, "" for nothing."""
    try:
        once = enrich(data, FIRST).data
        twice = enrich(once, SECOND).data
        laws = {
            "not written": KEY.encode() in once,
            "not one insertion": is_insertion(data, once) and is_insertion(data, twice),
            "a repeat changed it": (
                enrich(once, FIRST).data == once and enrich(twice, SECOND).data == twice
            ),
            "clean is no inverse": clean(once).data == data == clean(twice).data,
        }
    except FrontMatterError as error:
        return f"refused: {error}"
    ours = {*FIRST, *SECOND, "enriched"}
    for name, read in (("1.1", values_1_1), ("1.2", values_1_2)):
        before = read(data)
        laws[f"values differ in {name}"] = all(same(before, read(x), ours) for x in (once, twice))
    return ", ".join(name for name, holds in laws.items() if not holds)


def speed(texts: Mapping[str, bytes]) -> str:
    best = 0.0
    for _ in range(SPEED_ROUNDS):
        started = time.process_time()
        for data in texts.values():
            enrich(data, {KEY: VALUE})
        best = max(best, len(texts) / (time.process_time() - started))
    return f"{best:,.0f} files a second of processor time, proofs included (best of {SPEED_ROUNDS})"


def main() -> int:
    if not DATA.is_dir():
        print("the study's data is not beside this checkout", file=sys.stderr)
        return 2
    every = files()
    wrong = {name: said for name, data in every.items() if (said := cycle(data))}
    for name, said in wrong.items():
        print(f"{name}: {said}", file=sys.stderr)
    print(f"Insert, repeat, replace, repeat, clean: {len(wrong)} of {len(every)} files wrong.\n")
    heading = ["tool", "identical", "failed", "changed for 1.1", "changed for 1.2", "body changed"]
    for fence, language in (("---", "YAML"), ("+++", "TOML")):
        texts = {name: data for name, data in every.items() if block_of(data)[0] == fence}
        lines = [row(name, each(tool, texts), texts) for name, tool in PEERS[fence].items()]
        if fence == "---" and shutil.which("node"):
            lines.append(row("gray-matter", by_gray_matter(texts), texts))
        print(f"{language}, {len(texts)} files:\n\n{table(heading, lines)}\n")
        print(f"{language}: {speed(texts)}\n", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
