"""A process that is lent a corpus enriches its share of the articles as the lender would."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from enrich import store
from enrich.features import FEATURES
from enrich.pipeline import lending
from enrich.pipeline.comparing import read_corpus
from enrich.pipeline.dependencies import Notes
from enrich.pipeline.select import select
from enrich.rewriting.rewrite import Rewriting
from enrich.settings.load import Resolved
from enrich.settings.schema import Lexicon, RelatedSettings, Settings

EXAMPLES = Path(__file__).parents[2] / "examples" / "corpus"
SHARE = 5


def read(features):
    settings = Settings(engine="inline", related=RelatedSettings(fields=("category",)))
    selection = select([EXAMPLES], settings, features=features)
    with store.connect(None, warn=pytest.fail) as known:
        corpus = read_corpus(selection, Resolved(settings, Lexicon(), {}), known)
    corpus.uses = Notes()
    return corpus, selection.targets


@pytest.fixture(scope="module")
def whole():
    return read(tuple(FEATURES))


def shares(corpus, sources):
    for first in range(0, len(sources), SHARE):
        yield [corpus.portion(source) for source in sources[first : first + SHARE]]


def test_every_article_gets_what_the_lender_gives_it(whole):
    corpus, sources = whole
    with lending.lent(corpus) as folder:
        for share in shares(corpus, sources):
            borrowed = lending.borrowed(folder, share)
            for one in share:
                path = one.source.name
                assert borrowed[path] == corpus[path]
                assert list(map(list, borrowed.uses.get(path))) == list(
                    map(list, corpus.uses.get(path))
                )
    assert any(link.fields for one in corpus.values() for link in one.related)
    assert not folder.exists()


def test_a_corpus_of_which_links_are_no_part_is_lent_too():
    corpus, sources = read(("money", "summary"))
    with lending.lent(corpus) as folder:
        for share in shares(corpus, sources):
            borrowed = lending.borrowed(folder, share)
            assert {path: borrowed[path] for path in borrowed} == {
                one.source.name: corpus[one.source.name] for one in share
            }


def test_bullets_in_other_words_are_sent_along(whole):
    corpus, sources = whole
    source = next(one for one in sources if corpus[one.name].summary)
    corpus.rewrite(
        lambda entry, bullets: Rewriting(bullets[:1], note="in other words"), [source.name]
    )
    with lending.lent(corpus) as folder:
        found = lending.borrowed(folder, [corpus.portion(source)])[source.name]
    assert found == corpus[source.name]
    assert "in other words" in [note.message for note in found.notes]
    assert len(found.summary) == 1


def test_strings_are_found_in_a_process_that_hashes_them_otherwise(whole):
    corpus, _ = whole
    known = corpus.model("related").paths[3]
    code = (
        "import sys; from pathlib import Path; from enrich.pipeline import lending;"
        "loan = lending._taken(Path(sys.argv[1]));"
        "sys.exit(loan.models['related'].rows[sys.argv[2]] != 3)"
    )
    with lending.lent(corpus) as folder:
        command = [sys.executable, "-c", code, str(folder), known]
        subprocess.run(command, check=True, timeout=60)
