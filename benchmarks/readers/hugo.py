"""Hugo as a reader: a site of all files, whose home page prints what Hugo made of each."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.independent import block_of

HOME = """{{ range site.AllPages }}{{ if .File }}{{ dict "name" .File.LogicalName "data" .Params
| jsonify | safeHTML }}
{{ end }}{{ end }}"""
SETTINGS = """
baseURL = "https://example.org/"
disableKinds = ["taxonomy", "term", "sitemap", "robotsTXT", "RSS", "404"]
buildDrafts = true
buildFuture = true
buildExpired = true
ignoreErrors = ["error-disable-taxonomy"]
"""
ROUNDS = 200
STEERING = re.compile(
    rb"^[\"']?(?:url|outputs|cascade|aliases|resources|_?build|slug|type|layout|markup|headless|kind"
    rb"|translationkey|lang|path|menus?)[\"']?[ ]*[:=]",
    re.IGNORECASE | re.MULTILINE,
)
"""Keys that tell Hugo where and how to publish a page, for a site that is not there."""


def read(texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the params of each file that Hugo takes; the files are built without their bodies."""
    names = {f"p{number}.md": name for number, name in enumerate(texts)}
    with tempfile.TemporaryDirectory(prefix="enrich-hugo-") as folder:
        site = Path(folder)
        (site / "layouts" / "_default").mkdir(parents=True)
        (site / "content").mkdir()
        (site / "config.toml").write_text(SETTINGS, encoding="utf-8")
        (site / "layouts" / "index.html").write_text(HOME.replace("\n|", " |"), encoding="utf-8")
        for kind in ("single", "list"):
            (site / "layouts" / "_default" / f"{kind}.html").write_text("", encoding="utf-8")
        for file, name in names.items():
            block = block_of(texts[name].encode())
            if block and not STEERING.search(block[1]):
                (site / "content" / file).write_bytes(block[2] + b"Text.\n")
        _build(site)
        lines = (site / "public" / "index.html").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return {names[row["name"]]: row["data"] for row in rows}


def _build(site: Path) -> None:
    """Build the site; a file that stops it is taken out, and it is built again."""
    for _ in range(ROUNDS):
        done = subprocess.run(
            ["hugo", "--source", str(site), "--quiet"], capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return
        bad = set(re.findall(r"(p\d+\.md)", done.stderr + done.stdout))
        if not bad:
            raise RuntimeError(done.stderr + done.stdout)
        for name in bad:
            (site / "content" / name).unlink(missing_ok=True)
    raise RuntimeError("too many files stop the build")
