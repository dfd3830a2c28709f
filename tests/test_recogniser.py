"""Our own recogniser: chunks of pieces, decoding, and the shipped models."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrich import nlp, recogniser, shipped
from enrich.errors import ModelError
from enrich.nlp import component, own
from enrich.recogniser.decoding import decode, viterbi
from enrich.recogniser.labels import TAGS
from enrich.recogniser.pieces import FORMS, GAPS, SHAPES, chunks, form
from enrich.recogniser.words import reader, words

SENTENCE = "Mustafa Suleyman left Inflection and joined Microsoft in Seattle."


@pytest.fixture(scope="module")
def tokenizer():
    from tokenizers import Tokenizer

    one = Tokenizer.from_file(str(shipped.folder() / "entities" / "small" / "tokenizer.json"))
    one.no_padding()
    one.no_truncation()
    return one


@pytest.fixture(scope="module", params=["small", "accurate"])
def network(request):
    return recogniser.load(shipped.folder() / "entities" / request.param)


def found(network, text):
    return {(text[one.start : one.end], one.label) for one in network([text])[0]}


# Words


@given(
    parts=st.lists(
        st.one_of(
            st.text(st.characters(max_codepoint=0x2140, exclude_categories=["Cs"]), max_size=6),
            st.sampled_from(
                ["Orbel", "'s", " ", "\n\n", "\u2019", "[SEP]", "\u00a3", "\u0130", "本"]
            ),
        )
    )
)
def test_words_are_those_of_the_tokenizer(tokenizer, parts):
    text = "".join(parts)
    assert reader(tokenizer)(text) == words_of(tokenizer, text)


def test_every_familiar_character_is_read_as_the_tokenizer_reads_it(tokenizer):
    read = reader(tokenizer)
    for one in map(chr, (*range(0x250), *range(0x2000, 0x2140), 0xFEFF, 0x1F642)):
        for text in (one, f"a{one}B", f"{one} 1{one}"):
            assert read(text) == words_of(tokenizer, text), hex(ord(one))


# Chunks


def words_of(tokenizer, text):
    return words(text, tokenizer.encode(text, add_special_tokens=False))


@given(text=st.text(alphabet="aB .\n,é本-9", max_size=300), limit=st.integers(1, 40))
def test_chunks_hold_every_word_once_and_in_order(tokenizer, text, limit):
    encoding = tokenizer.encode(text, add_special_tokens=False)
    cut = chunks(text, words(text, encoding), limit)
    spans = [span for chunk in cut for span in chunk.spans]
    assert spans == sorted(set(spans))
    assert sum(len(chunk.ids) - 2 for chunk in cut) <= len(encoding.ids)
    for chunk in cut:
        assert len(chunk.ids) == len(chunk.shapes)
        assert len(chunk.firsts) == len(chunk.spans)
        assert max(chunk.firsts) < len(chunk.ids) - 1
        assert all(0 <= shape < SHAPES for shape in chunk.shapes)
        assert len(chunk.ids) - 2 <= limit
    covered = {place for start, end in spans for place in range(start, end)}
    assert all(place in covered for place, one in enumerate(text) if one.isalnum())


def test_sentences_are_kept_whole(tokenizer):
    text = "One two three. Four five six. Seven eight nine."
    cut = chunks(text, words_of(tokenizer, text), 9)
    starts = [text[chunk.spans[0][0] :].split()[0] for chunk in cut]
    assert starts == ["One", "Seven"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *(("firm", 1), ("A", 2), ("IBM", 3), ("Apple", 4), ("OpenAI", 5), ("xAI", 14)),
        *(("2024", 6), ("4o", 7), (".", 8), ("(", 11), ("-", 12), ("%", 13), ("本", 2)),
    ],
)
def test_a_form_tells_case_and_kind(word, expected):
    assert form(word) == expected
    assert form(word) < FORMS


def test_a_shape_tells_what_parts_a_word_from_the_one_before(tokenizer):
    text = "GPT-4\nnow"
    (chunk,) = chunks(text, words_of(tokenizer, text))
    parted = [chunk.shapes[first] % GAPS for first in chunk.firsts]
    assert parted == [1, 1, 1, 2]


# Decoding


def scores_of(*tags):
    scores = np.full((len(tags), len(TAGS)), -5, np.float32)
    for row, tag in zip(scores, tags, strict=True):
        row[TAGS.index(tag)] = 5
    return scores


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["O", "B-PERSON", "I-PERSON"], [(2, 5, "PERSON")]),
        (["B-PLACE", "B-PLACE", "O"], [(0, 1, "PLACE"), (2, 3, "PLACE")]),
        (["B-COMPANY", "I-ORG", "I-ORG"], [(0, 5, "ORG")]),
        (["B-COMPANY", "I-COMPANY", "I-ORG"], [(0, 5, "COMPANY")]),
        (["B-MISC", "I-MISC", "O"], []),
        (["O", "O", "B-PRODUCT"], [(4, 5, "PRODUCT")]),
    ],
)
def test_tags_become_names(tags, expected):
    words = [(0, 1), (2, 3), (4, 5)]
    assert [one[:3] for one in decode(scores_of(*tags), words)] == expected


def test_an_organization_of_unsure_kind_is_one_still():
    scores = np.full((1, len(TAGS)), -9, np.float32)
    scores[0, TAGS.index("O")] = -0.5
    scores[0, [TAGS.index("B-COMPANY"), TAGS.index("B-ORG")]] = 0.9, 0.8
    (one,) = decode(scores, [(0, 3)])
    assert one.label == "COMPANY"
    assert 0.5 <= one.certainty < 0.6


def test_a_name_does_not_go_on_into_the_next_line():
    scores, words = scores_of("B-PERSON", "I-PERSON", "B-PLACE"), [(0, 1), (2, 3), (4, 5)]
    scores[1, TAGS.index("O")] = 1
    assert decode(scores, words)[0][:2] == (0, 3)
    assert decode(scores, words, [1])[0][:2] == (0, 1)


def test_no_words_have_no_names():
    assert decode(np.zeros((0, len(TAGS)), np.float32), []) == []


@given(st.integers(1, 4).flatmap(lambda n: st.integers(0, 2**32 - 1).map(lambda s: (n, s))))
def test_the_best_legal_sequence_is_found(given_):
    count, seed = given_
    logs = np.random.default_rng(seed).normal(size=(count, 9)).astype(np.float32)
    tags = viterbi(logs)
    assert legal(tags)
    best = max(
        sum(logs[n, tag] for n, tag in enumerate(one))
        for one in itertools.product(range(9), repeat=count)
        if legal(one)
    )
    assert np.isclose(sum(logs[n, tag] for n, tag in enumerate(tags)), best, atol=1e-4)


def legal(tags):
    """Pooled tags are O, then B and I of each label: an even tag goes on with the odd before it."""
    before = 0
    for tag in tags:
        if tag and tag % 2 == 0 and before not in (tag, tag - 1):
            return False
        before = tag
    return True


# The shipped models


def test_people_companies_and_places_are_found(network):
    assert found(network, SENTENCE) == {
        ("Mustafa Suleyman", "PERSON"),
        ("Inflection", "COMPANY"),
        ("Microsoft", "COMPANY"),
        ("Seattle", "PLACE"),
    }


@pytest.mark.parametrize(
    "text",
    ["", " \n\t ", "…", "We wrote it down and went home.", "\x00\x07", "a" * 5000, "🙂🙂"],
)
def test_where_there_are_no_names_none_are_found(network, text):
    assert network([text]) == [[]]


def test_texts_do_not_depend_on_their_company(network):
    folder = Path(__file__).resolve().parents[1] / "examples" / "corpus"
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.md"))]
    together = network([SENTENCE, *texts])
    assert together == [network([text])[0] for text in (SENTENCE, *texts)]
    assert list(reversed(together)) == network([*reversed(texts), SENTENCE])


def test_names_are_in_order_and_do_not_overlap(network):
    text = f"{SENTENCE}\n\n" * 200
    (spans,) = network([text])
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert len(spans) > 600


def test_names_keep_their_offsets_after_odd_characters(network):
    text = "İstanbul\N{RIGHT SINGLE QUOTATION MARK}da 🙂 naïve — Angela Merkel\u200b met Siemens."
    assert ("Angela Merkel", "PERSON") in found(network, text)


@pytest.mark.parametrize("missing", [recogniser.MODEL, recogniser.TOKENIZER])
def test_a_missing_file_is_told(tmp_path, missing):
    shutil.copytree(shipped.folder() / "entities" / "small", tmp_path / "copy")
    (tmp_path / "copy" / missing).unlink()
    with pytest.raises(ModelError, match=missing):
        recogniser.load(tmp_path / "copy")


@pytest.mark.parametrize("broken", [recogniser.MODEL, recogniser.TOKENIZER])
def test_a_broken_file_is_told(tmp_path, broken):
    shutil.copytree(shipped.folder() / "entities" / "small", tmp_path / "copy")
    (tmp_path / "copy" / broken).write_bytes(b"{]")
    with pytest.raises(ModelError, match="cannot be read"):
        recogniser.load(tmp_path / "copy")


# As a component


@pytest.mark.parametrize("name", ["small", "accurate"])
def test_a_shipped_model_is_known_and_verified(name):
    card = nlp.describe(name)
    assert card in nlp.catalogue()
    assert card.licence == "Apache-2.0"
    assert sum(file.size for file in card.files) <= (20e6 if name == "small" else 25e6)
    nlp.verify(card)


def test_an_altered_model_is_refused(tmp_path):
    shutil.copytree(shipped.folder() / "entities" / "small", tmp_path / "copy")
    model = tmp_path / "copy" / recogniser.MODEL
    content = bytearray(model.read_bytes())
    content[1000] ^= 1
    model.write_bytes(content)
    with pytest.raises(ModelError, match="checksum"):
        nlp.verify(nlp.describe(str(tmp_path / "copy")))
    with pytest.raises(ModelError, match="checksum"):
        nlp.load(str(tmp_path / "copy"))
    model.write_bytes(content[:-1])
    with pytest.raises(ModelError, match="bytes"):
        nlp.load(str(tmp_path / "copy"))


def test_documents_have_the_names_as_entities():
    model = nlp.load("small")
    texts = [(SENTENCE, n) for n in range(3)]
    names = list(nlp.stream(model, texts, lambda doc, n: (n, [one.text for one in doc.ents])))
    assert [number for number, _ in names] == [0, 1, 2]
    assert names[0][1] == ["Mustafa Suleyman", "Inflection", "Microsoft", "Seattle"]


def test_it_serves_in_a_pipeline_of_spacy():
    nlp_ = component.pipeline(shipped.folder() / "entities" / "small")
    found = nlp.load("small").find([SENTENCE])[0]
    for doc in (nlp_(SENTENCE), *nlp_.pipe([SENTENCE] * 3)):
        given = [(one.start_char, one.label_, one.text) for one in doc.ents]
        assert given == [(one.start_char, one.label_, one.text) for one in found]


def test_finding_names_does_not_import_spacy():
    code = "import sys; from enrich import nlp; nlp.load('small').find(['Siemens fell.']); "
    code += "sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


WHOLE = [
    ("the [U.S]. Senate", "U.S."),
    ("[etcd v3].6.0 is out", "etcd v3.6.0"),
    ("after [COVID]-19", "COVID-19"),
    ("an [S]&P index", "S&P"),
    ("game[sindustry].biz", "gamesindustry.biz"),
    ("a [U.S.]-based firm", "U.S."),
    ("options.[Jessica Milton] said", "Jessica Milton"),
    ("said [Jessica Milton].", "Jessica Milton"),
    ("([Fernwick]), a bank", "Fernwick"),
    ("[Acme]'s plant", "Acme"),
]


@pytest.mark.parametrize(("marked", "whole"), WHOLE)
def test_a_name_that_ends_inside_a_word_takes_it(marked, whole):
    text = marked.replace("[", "").replace("]", "")
    span = recogniser.Span(marked.index("["), marked.index("]") - 1, "ORG")
    assert [one.text for one in own.named(text, [span])] == [whole]
