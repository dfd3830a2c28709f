"""How often Python looks for cyclic garbage, in processes that are ours alone.

Records are plain and hold no cycles, so nearly all of them are freed by their counts. Looking for
cycles among them as often as Python does by default takes a twentieth of a run and frees nothing.
"""

from __future__ import annotations

import gc

THRESHOLDS = (50_000, 20, 100)
"""New containers before the youngest are looked at; younger looks before the next older one."""


def collect_rarely() -> None:
    """Let this process look for cycles rarely; not for a process that is somebody else's."""
    gc.set_threshold(*THRESHOLDS)
