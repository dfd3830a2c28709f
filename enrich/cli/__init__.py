"""The `enrich` command: one module per subcommand, imported when it is used."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from types import FrameType

import click

from enrich.errors import EnrichError, UsageError

COMMANDS = ("run", "show", "explain", "clean", "eval", "report", "config", "models", "init")

EXIT_USAGE = 2
EXIT_FAILED = 3
EXIT_INTERRUPTED = 130

EPILOG = """\b
Examples:
  enrich run posts/                 enrich every article and write it
  enrich run --check posts/         change nothing; exit 1 if something would change
  enrich show posts/a.md            print what is found in one article

\b
Exit codes: 0 done; 1 something would change (--check, --diff); 2 did not start;
3 finished, but a file failed and the others were written; 130 interrupted.
"""


class Commands(click.Group):
    """A group that imports a subcommand only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, or None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"enrich.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command


def _say_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the version of the installed distribution, or "unknown" in a bare checkout."""
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version("enrich-articles")
    except PackageNotFoundError:
        found = "unknown"
    click.echo(f"enrich, version {found}")
    ctx.exit()


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_say_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Understand Markdown articles and write what is found into their front matter.

    Entities (companies, people, sums of money), related articles and a bullet summary are written
    as keys of our own; nothing else in a file is ever changed.
    """


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit with its code; `argv` is for tests."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # Whoever starts a program in the background may have it ignore Ctrl-C.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)
    raise SystemExit(status(argv))


def status(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code; everything that is expected is one line."""
    try:
        code = cli.main(args=argv, prog_name="enrich", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("enrich: interrupted; finished files are kept", err=True)
        return EXIT_INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except UsageError as error:
        click.echo(f"enrich: {error}", err=True)
        return EXIT_USAGE
    except EnrichError as error:
        click.echo(f"enrich: {error}", err=True)
        return EXIT_FAILED
    except BrokenPipeError:
        # The reader has gone; what is still buffered must not fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return int(code or 0)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
