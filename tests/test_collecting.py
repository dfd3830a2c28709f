"""Cyclic garbage is looked for rarely in our own processes, and as before in others'."""

import gc
import subprocess
import sys

from enrich.collecting import THRESHOLDS
from enrich.engine.processes import ProcessPool


def test_workers_look_for_cycles_rarely():
    with ProcessPool(1) as pool:
        assert pool.result(pool.call(gc.get_threshold)) == THRESHOLDS


def test_the_command_line_does_and_a_program_that_imports_us_does_not():
    code = "import gc; before = gc.get_threshold(); {}; print(gc.get_threshold() == before)"
    command = "import sys; sys.argv = ['enrich', '--version']; from enrich.__main__ import main\n"
    run = f"import gc; before = gc.get_threshold(); {command}try: main()\nexcept SystemExit: "
    shown = [
        subprocess.run([sys.executable, "-c", one], capture_output=True, text=True, check=True)
        for one in (
            code.format("import enrich.api, enrich.pipeline.run"),
            f"{run}print(gc.get_threshold() == before)",
        )
    ]
    assert [one.stdout.split()[-1] for one in shown] == ["True", "False"]
