"""The command before its command line is loaded: an interrupt ends it as any other does."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

INTERRUPTED_WHILE_LOADING = """
import os, signal, sys
from enrich import __main__

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "click":
            os.kill(os.getpid(), {number})

signal.signal(signal.SIGINT, {handler})
sys.meta_path.insert(0, Interrupting())
sys.argv = ["enrich", "--version"]
__main__.main()
"""
DEFAULT = "signal.default_int_handler"


def started(number: int, handler: str) -> subprocess.CompletedProcess[str]:
    code = INTERRUPTED_WHILE_LOADING.format(number=int(number), handler=handler)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_while_it_is_loaded_exits_with_130(number):
    done = started(number, DEFAULT)
    assert done.returncode == 130
    assert done.stderr == "enrich: interrupted; finished files are kept\n"


def test_an_interrupt_that_is_ignored_stays_so():
    done = started(signal.SIGINT, "signal.SIG_IGN")
    assert done.returncode == 0
    assert done.stdout.startswith("enrich, version")
