"""A language model behind an OpenAI-compatible endpoint: most vendors, Ollama, llama.cpp, vLLM."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any

import msgspec
from msgspec import Struct

from enrich.errors import RewritingError, SettingsError
from enrich.rewriting.prompt import Message
from enrich.settings.schema import RewriteSettings

FIRST_PAUSE = 0.5
"""Seconds before the second attempt; twice as many before each further one."""
MOST_BYTES = 1_000_000
MOST_TOKENS = 1000
_AGAIN = (408, 409, 425, 429)


class _Said(Struct):
    content: str


class _Choice(Struct):
    message: _Said


class _Completion(Struct):
    choices: list[_Choice]


def complete(
    asked: Sequence[Message],
    settings: RewriteSettings,
    key: str | None,
    *,
    rest: Callable[[float], None] = time.sleep,
) -> str:
    """Return the answer of the model.

    Raises RewritingError when it cannot be had: after `settings.attempts` in the case of time-outs,
    broken connections and overloaded servers, at once for any other refusal. Raises SettingsError
    when httpx is not installed.
    """
    if find_spec("httpx") is None:
        raise SettingsError("needs httpx; install it with: pip install 'enrich-articles[llm]'")
    body = {
        "model": settings.model,
        "messages": [message._asdict() for message in asked],
        "temperature": 0,
        "seed": 0,
        "max_tokens": MOST_TOKENS,
        "response_format": {"type": "json_object"},
    }
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    problem = ""
    for attempt in range(settings.attempts):
        if attempt:
            rest(FIRST_PAUSE * 2 ** (attempt - 1))
        answer, problem = _ask(body, headers, settings)
        if answer is not None:
            return answer
    raise RewritingError(f"the model did not answer: {problem}")


def _ask(
    body: dict[str, Any], headers: dict[str, str], settings: RewriteSettings
) -> tuple[str | None, str]:
    """Return the answer, or why trying again may help."""
    import httpx

    url = settings.endpoint.rstrip("/") + "/chat/completions"
    try:
        response = httpx.post(url, json=body, headers=headers, timeout=settings.timeout)
    except httpx.TimeoutException:
        return None, f"no answer within {settings.timeout:g} s"
    except (httpx.TransportError, httpx.InvalidURL) as error:
        return None, f"{url} cannot be reached ({error})"
    if response.status_code in _AGAIN or response.status_code >= 500:
        return None, f"status {response.status_code}"
    if response.status_code != 200:
        raise RewritingError(f"the endpoint refused the request: status {response.status_code}")
    if len(response.content) > MOST_BYTES:
        raise RewritingError("the model's answer is too long")
    try:
        return msgspec.json.decode(response.content, type=_Completion).choices[
            0
        ].message.content, ""
    except (msgspec.DecodeError, IndexError) as error:
        raise RewritingError(f"the endpoint's answer is no chat completion: {error}") from error
