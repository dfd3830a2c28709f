"""Fits a tagger to the gold, and to a teacher's scores where there is one.

AdamW with linear warm-up and decay; the embeddings of words and positions stay as they were,
since the texts have too few words to move them all. Sums run in bfloat16.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from enrich.recogniser.labels import TAGS
from enrich.recogniser.pieces import CHUNK, chunks
from enrich.recogniser.words import words
from training.augment import Names, vary
from training.encoder import Tagger
from training.gold import Document, allowed

BATCH = 2048
"""Pieces in a batch at most, padding included."""
WARM_UP = 100
"""Steps until the full rate of learning."""
SORTED = 600
"""Chunks sorted by length at once, so that batches need little padding."""
TEMPERATURE = 2.0
"""Of the teacher's scores (Hinton, Vinyals and Dean, 2015)."""


class Example(NamedTuple):
    """A chunk with the bits allowed at the first piece of each word."""

    ids: list[int]
    shapes: list[int]
    firsts: list[int]
    allowed: list[int]


class Plan(NamedTuple):
    """How long and how fast to learn."""

    epochs: int
    rate: float
    seed: int
    head: float = 5.0
    """How much faster the new weights learn than those of the encoder."""


def fit(
    model: Tagger,
    documents: Sequence[Document],
    pool: Names,
    tokenizer: Tokenizer,
    plan: Plan,
    teacher: Tagger | None = None,
) -> None:
    """Train the model in place."""
    torch.manual_seed(plan.seed)
    pick = random.Random(plan.seed)  # noqa: S311 - for variety, not for secrets
    optimizer = _optimizer(model, plan)
    began, step = time.time(), 0
    model.train()
    for epoch in range(plan.epochs):
        batches = list(_batches(_examples(documents, pool, tokenizer, pick), pick))
        for number, batch in enumerate(batches):
            done = (epoch + number / len(batches)) / plan.epochs
            _set_rate(optimizer, min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - done))
            loss = _step(model, teacher, batch, optimizer)
            step += 1
            if step % 100 == 0:
                spent = f"{done:.0%} {time.time() - began:.0f} s"
                sys.stderr.write(f"seed {plan.seed} epoch {epoch} {spent} loss {loss:.4f}\n")
                sys.stderr.flush()
    model.eval()


def _optimizer(model: Tagger, plan: Plan) -> torch.optim.Optimizer:
    model.words.weight.requires_grad_(False)
    model.positions.weight.requires_grad_(False)
    new = [*model.shapes.parameters(), *model.beside.parameters(), *model.tags.parameters()]
    known = {id(weight) for weight in new}
    old = [w for w in model.parameters() if w.requires_grad and id(w) not in known]
    groups = [
        {"params": old, "lr": plan.rate, "base": plan.rate},
        {"params": new, "lr": plan.rate, "base": plan.rate * plan.head},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _set_rate(optimizer: torch.optim.Optimizer, share: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = group["base"] * share


def _step(
    model: Tagger, teacher: Tagger | None, batch: list[Example], optimizer: torch.optim.Optimizer
) -> float:
    ids, shapes, mask, bits = _tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        scores = model(ids, shapes, mask)
        wanted = None if teacher is None else _scores(teacher, ids, shapes, mask)
    words = bits > 0
    loss = marginal_loss(scores.float()[words], bits[words])
    if wanted is not None:
        loss = 0.5 * loss + distilled(scores.float()[words], wanted.float()[words])
    optimizer.zero_grad(set_to_none=True)
    torch.autograd.backward(loss)
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def marginal_loss(scores: Tensor, bits: Tensor) -> Tensor:
    """Return the mean of -log of the summed probability of the allowed tags, `[words, tags]`."""
    places = 2 ** torch.arange(len(TAGS))
    forbidden = (bits[:, None] & places) == 0
    inside = torch.logsumexp(scores.masked_fill(forbidden, -1e4), -1)
    return (torch.logsumexp(scores, -1) - inside).mean()


def distilled(scores: Tensor, wanted: Tensor) -> Tensor:
    """Return the divergence of the teacher's softened scores from the model's."""
    soft = torch.log_softmax(scores / TEMPERATURE, -1)
    target = torch.softmax(wanted / TEMPERATURE, -1)
    return nn.functional.kl_div(soft, target, reduction="batchmean") * TEMPERATURE**2


@torch.no_grad()
def _scores(teacher: Tagger, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
    scores: Tensor = teacher(ids, shapes, mask)
    return scores


def _examples(
    documents: Sequence[Document], pool: Names, tokenizer: Tokenizer, pick: random.Random
) -> list[Example]:
    """Read every document as often as it weighs, each time varied and cut in its own way."""
    texts = [vary(one, pool, pick) for one in documents for _ in range(max(1, one.weight))]
    encodings = tokenizer.encode_batch([one.text for one in texts], add_special_tokens=False)
    found: list[Example] = []
    for document, encoding in zip(texts, encodings, strict=True):
        limit = CHUNK if pick.random() < 0.6 else pick.randrange(32, CHUNK)
        for chunk in chunks(document.text, words(document.text, encoding), limit):
            bits = allowed(document, chunk.spans)
            found.append(Example(chunk.ids, chunk.shapes, chunk.firsts, bits))
    return found


def _batches(examples: list[Example], pick: random.Random) -> Iterator[list[Example]]:
    pick.shuffle(examples)
    batches: list[list[Example]] = []
    for begin in range(0, len(examples), SORTED):
        batch: list[Example] = []
        block = sorted(examples[begin : begin + SORTED], key=lambda one: len(one.ids))
        for example in block:
            if batch and len(example.ids) * (len(batch) + 1) > BATCH:
                batches.append(batch)
                batch = []
            batch.append(example)
        batches.append(batch)
    pick.shuffle(batches)
    yield from batches


def _tensors(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return pieces, shapes, mask and allowed bits, each `[batch, time]`, padded with zeros."""
    width = max(len(one.ids) for one in batch)
    parts = torch.zeros(4, len(batch), width, dtype=torch.long)
    for row, one in enumerate(batch):
        size = len(one.ids)
        parts[0, row, :size] = torch.tensor(one.ids)
        parts[1, row, :size] = torch.tensor(one.shapes)
        parts[2, row, :size] = 1
        inside = [
            (place, bits)
            for place, bits in zip(one.firsts, one.allowed, strict=True)
            if place < size
        ]
        places, values = zip(*inside, strict=True)
        parts[3, row, list(places)] = torch.tensor(values)
    return parts[0], parts[1], parts[2], parts[3]
