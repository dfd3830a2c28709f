"""`python -m enrich` is the `enrich` command, and `main` here is where that starts.

Loading the command line takes a tenth of a second. An interrupt that comes so early ends the
program as any other does: there is nothing to finish yet.
"""

from __future__ import annotations

import os
import signal
from types import FrameType

INTERRUPTED = 130
SAID = b"enrich: interrupted; finished files are kept\n"


def main() -> None:
    """Run the command line and exit with its code."""
    early = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number, handler in early.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, _leave)
    from enrich import cli
    from enrich.collecting import collect_rarely

    collect_rarely()
    cli.main()


def _leave(number: int, frame: FrameType | None) -> None:
    os.write(2, SAID)
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
