"""Processes of this machine that have nothing to do, kept from one pool to the next."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import Any


class Workers:
    """Idle processes, which end with the context; each is an executor of loky's.

    One that has loaded the code is worth keeping: starting another takes as long as ten articles.
    """

    def __init__(self) -> None:
        self.idle: list[Any] = []

    def prepare(self, module: str) -> None:
        """Have each import a module that it will need, while whoever asks does something else.

        One that has died is noticed, and replaced, when it is given work.
        """
        if not self.idle:
            return
        from loky.process_executor import TerminatedWorkerError  # there, as some are idle

        for worker in self.idle:
            with suppress(TerminatedWorkerError):
                worker.submit(import_module, module)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *reason: object) -> None:
        while self.idle:
            self.idle.pop().shutdown(wait=True, kill_workers=True)
