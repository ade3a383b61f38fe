"""The command line: parse, call one function, print; every error becomes one line and an exit code."""

import importlib
import os
import signal
import sys
from collections.abc import Sequence
from difflib import get_close_matches

import click

from kzgraph import __version__
from kzgraph.errors import DONE, ENVIRONMENT, INTERRUPTED, USAGE, KzgraphError, quoted, shown

COMMANDS = (
    "query",
    "ask",
    "queries",
    "panel",
    "codebook",
    "export",
    "show",
    "search",
    "evidence",
    "stats",
    "links",
    "match",
    "draw",
    "plot",
    "serve",
    "publish",
    "release",
    "network",
    "path",
    "relation",
    "brief",
    "diff",
    "new",
    "build",
    "load",
    "check",
    "explain",
    "locate",
    "tidy",
    "coverage",
    "propose",
    "review",
    "table",
    "source",
    "completion",
)
"""Each is the function of its name in the module of its name, which is imported when the command runs."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, those for asking first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command *cmd_name*, or ``None``."""
        if cmd_name not in COMMANDS:
            return None
        found = getattr(importlib.import_module(f"kzgraph.cli.{cmd_name}"), cmd_name)
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve as click does, but suggest the nearest name for an unknown one."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f"did you mean {quoted(near[0])}?" if near else "`kzgraph --help` lists them"
            raise click.UsageError(f"no command {quoted(args[0])}; {hint}", ctx)
        return super().resolve_command(ctx, args)


_LONGEST = 2_000
"""Characters of a line of a message."""

EPILOG = """\b
Examples:
  kzgraph search "road transport"
  kzgraph show treaty-1992-09-26-road-transport
  kzgraph query agreements-by-year
  kzgraph check --sources ~/sources

\b
Exit codes: 0 done, 1 findings, 2 wrong use, 3 bad input or query,
4 environment (lock, disk, permission), 5 limit reached, 130 interrupted.
"""


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="kzgraph")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Ask a knowledge graph of bilateral relations, and see which passage says so."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _say(message: str, *, mark: str = "Error: ") -> None:
    lines = [_bounded(shown(line)) for line in message.splitlines()] or [""]
    click.echo(mark + f"\n{' ' * len(mark)}".join(lines), err=True)


def _bounded(line: str) -> str:
    """Return *line* without its middle when it repeats something huge; what to do stands at its end."""
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; nothing a user does wrong ends in a traceback."""
    try:
        result = cli.main(args=arguments, prog_name="kzgraph", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else DONE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        where = (
            f" (see kzgraph {error.ctx.info_name} --help)"
            if isinstance(error, click.UsageError) and error.ctx and error.ctx.parent
            else ""
        )
        _say(error.format_message() + where)
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted; nothing was changed", mark="")
        return INTERRUPTED
    except KzgraphError as error:
        _say(str(error))
        return error.exit_code
    except (BrokenPipeError, SystemExit):  # click turns the one into the other: the reader has left
        _drop_output()
        return DONE
    except MemoryError:
        _drop_output()
        _say("there is too little memory for this; ask for less at once, or give it more")
        return ENVIRONMENT
    except OSError as error:
        _drop_output()
        _say(f"{error.filename or 'the answer cannot be written'}: {error.strerror}")
        return ENVIRONMENT


def _drop_output() -> None:
    """Send what is still buffered nowhere, lest Python complains about it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _prepare_streams() -> None:
    """Open towards nothing those standard streams that the caller has closed (``>&-``).

    What a terminal's encoding cannot write is shown escaped.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
        elif mode == "w" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def main() -> None:
    """Be the console script ``kzgraph``."""
    _prepare_streams()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(run())
