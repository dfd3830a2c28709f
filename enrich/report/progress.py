"""Progress on a terminal: stage, rate, time left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

STAGES = {
    "read": "Reading",
    "analyse": "Analysing",
    "compare": "Comparing",
    "write": "Writing",
}


@contextmanager
def shown(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """Give a function to call with (stage, done, total); it draws on a terminal only."""
    if not console.is_terminal:
        yield lambda stage, done, total: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        tasks = {}

        def update(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(STAGES[stage], total=total, rate="")
            task = tasks[stage]
            speed = bars.tasks[task].speed
            bars.update(task, completed=done, rate=f"{speed:.0f}/s" if speed else "")

        yield update
