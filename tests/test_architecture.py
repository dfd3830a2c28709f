"""The house rules that a machine can check."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "enrich"
MODULES = sorted(PACKAGE.rglob("*.py"))

LAYERS = (
    ("errors", "records", "strings", "sorting"),
    ("shipped", "recogniser"),
    ("settings", "frontmatter", "sentences"),
    ("markdown", "values"),
    ("corpus", "nlp", "features"),
    ("store", "arrays", "rewriting", "collecting"),
    ("engine",),
    ("pipeline",),
    ("report", "evaluate"),
    ("notebook",),
    ("api",),
    ("cli",),
    ("__init__", "__main__"),
)
"""Each line may import only what stands above it, and its own parts."""

ALONE = {
    "spacy": "nlp",
    "sklearn": "features",
    "scipy": "features",
    "sparse_dot_topn": "features",
    "sqlite3": "store",
    "loky": "engine",
    "distributed": "engine",
    "ray": "engine",
    "httpx": "rewriting",
}
"""Libraries that one part of the house knows."""

HEAVY = (
    "spacy",
    "sklearn",
    "scipy",
    "numpy",
    "loky",
    "distributed",
    "ray",
    "thinc",
    "pandas",
    "sparse_dot_topn",
    "httpx",
)


def part_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imports(path: Path, *, top_level: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level else list(ast.walk(tree))
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            module = node.module or ""
            if module == "enrich":
                found |= {f"enrich.{alias.name}" for alias in node.names}
            else:
                found.add(module)
    return found


def name_of(path: Path) -> str:
    relative = path.relative_to(ROOT).with_suffix("")
    parts = [part for part in relative.parts if part != "__init__"]
    return ".".join(parts)


def height(part: str) -> int:
    return next(index for index, line in enumerate(LAYERS) if part in line)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_stands_above_it(path):
    part = part_of(name_of(path))
    for module in imports(path):
        if module.split(".")[0] != "enrich" or module == "enrich":
            continue
        other = part_of(module)
        assert other == part or height(other) < height(part), f"{part} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_feature_imports_no_other_feature(path):
    name = name_of(path).split(".")
    if name[:2] != ["enrich", "features"] or len(name) < 3:
        return
    for module in imports(path):
        other = module.split(".")
        if other[:2] == ["enrich", "features"] and len(other) > 2:
            assert other[2] == name[2]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_library_is_known_in_one_place(path):
    part = part_of(name_of(path))
    for module in imports(path):
        home = ALONE.get(module.split(".")[0])
        assert home in (None, part), f"{part} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_long(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_function_is_long(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = (node.end_lineno or 0) - (body[0].lineno if body else node.lineno) + 1
            assert lines <= 40, f"{node.name} has {lines} lines"


@pytest.mark.parametrize(
    "code",
    [
        "import enrich",
        "from enrich.cli import status; status(['--help'])",
        "from enrich.cli import status; status(['--version'])",
        "from enrich.cli import status; status(['run', '--help'])",
        "from enrich.cli import status; status(['eval', '--help'])",
        "from enrich.cli import status; status(['config'])",
        "from enrich.cli import status; status(['run', 'no-such-folder'])",
    ],
)
def test_nothing_heavy_is_imported(code, tmp_path):
    check = f"{code}\nimport sys\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.splitlines()[-1] == "[]"
