"""A language model by the `llm` library, with the plugins and keys that its user has."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from enrich.errors import RewritingError, SettingsError
from enrich.rewriting.prompt import Message


def complete(asked: Sequence[Message], model: str) -> str:
    """Return the answer of the model; raises RewritingError, or SettingsError without `llm`."""
    if find_spec("llm") is None:
        message = (
            "no `rewrite.endpoint` is set and the library llm is not installed: pip install llm"
        )
        raise SettingsError(message)
    import llm

    system, user = asked
    try:
        return str(llm.get_model(model).prompt(user.content, system=system.content).text())
    except llm.UnknownModelError as error:
        raise SettingsError(f'llm knows no model "{model}"; `llm models` lists them') from error
    except llm.ModelError as error:
        raise RewritingError(f"the model did not answer: {error}") from error
