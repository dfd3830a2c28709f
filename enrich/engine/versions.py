"""Which code and which model an extract comes from: the store's keys, and a cluster's check."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence

from enrich import features, nlp, shipped, store
from enrich.errors import EngineError


def extract_versions(wanted: Sequence[str], model: str) -> dict[str, str]:
    """Return, by feature, a digest of the code and the model that its extracts come from."""
    common = ("enrich.records", "enrich.markdown", "enrich.sentences")
    versions = {}
    for name in wanted:
        module = features.FEATURES[name]
        parts = [store.code_digest(*common, module), store.folder_digest(shipped.folder() / name)]
        if features.load(name).NEEDS_DOC:
            parts += [
                store.code_digest("enrich.nlp", "enrich.recogniser"),
                nlp.fingerprint(nlp.describe(model)),
            ]
        versions[name] = hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]
    return versions


def check_same(expected: Mapping[str, str], model: str) -> None:
    """Raise EngineError unless this process would give the extracts that `expected` stands for."""
    here = _here(tuple(expected), model)
    other = [name for name, version in expected.items() if here[name] != version]
    if other:
        raise EngineError(
            f"a worker has other code or another model than this machine ({', '.join(other)}); "
            f"install the same enrich-articles and the same model on every worker"
        )


@functools.cache  # once per worker process
def _here(wanted: tuple[str, ...], model: str) -> dict[str, str]:
    return extract_versions(wanted, model)
