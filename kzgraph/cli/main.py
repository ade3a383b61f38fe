"""The command line: parse, call one function, print; every error becomes one line and an exit code."""

import importlib
import os
import signal
import sys
from collections.abc import Sequence
from difflib import get_close_matches

import click

from kzgraph import __version__
from kzgraph.cli.runnable import runnable
from kzgraph.errors import DONE, ENVIRONMENT, INTERRUPTED, USAGE, KzgraphError, quoted, shown

COMMANDS = {
    "query": "Ask a question of the library, of a file, or of standard input (-).",
    "ask": "Answer a question in English, Russian, Kazakh or Chinese by a question of the library.",
    "queries": (
        "List the questions of the library; with a name, tell all about that one; with a word, those that have it."
    ),
    "panel": "Make a table of one row a unit, with ISO, COW and GW codes, and its codebook.",
    "codebook": "Tell what each column of a panel holds, how full it is, and what an empty cell means.",
    "export": "Write the graph in a form that other tools read.",
    "show": "Tell what is known of an entity or a document, and where each thing is said.",
    "search": "Find entities by name, in English, Kazakh, Russian or Chinese; accents and script are forgiven.",
    "evidence": "Show the passages behind an entity's statements, or behind one statement.",
    "stats": (
        "Count what the graph holds: entities by kind, statements by modality, names by language, links elsewhere."
    ),
    "links": "Tell what an entity (or each) is elsewhere: addresses, codes, and how sure each link is.",
    "match": "Match your own list of names, in any of the three scripts, with the graph's entities, and say why.",
    "draw": "Draw the network as one page that works offline, every line leading to the passage behind it.",
    "plot": "Draw a picture for a paper; its caption cites the statements it draws on.",
    "serve": "Serve the graph: SPARQL at /sparql, a page or RDF at every address, browsing at /.",
    "publish": (
        "Write the pages of `serve` as files into FOLDER: browse, search and ask it on any web space, without a server."
    ),
    "release": "Write a release of the graph into a new FOLDER: an RO-Crate, with checksums, ready for a repository.",
    "network": "Measure the network: ties, betweenness, brokerage between the two sides, communities, projections.",
    "path": "Find the shortest chains of statements from A to B, each hop with the passages behind it.",
    "relation": (
        "Show the chronology of two countries: agreements, visits, undertakings, figures by year, views, "
        "what is unsaid."
    ),
    "brief": "Write a cited brief on two countries, on one thing, or on a year.",
    "diff": "Tell what changed from OLD to NEW: each a built graph or the folder that holds one.",
    "new": "Make a folder for a graph of your own.",
    "build": "Build the graph from registry, statement tables and documents.",
    "load": "Load a graph, with the ontology that names its terms, into a store on disk or into a SPARQL server.",
    "check": "Examine the graph: drift, terms, shapes, rules; with the documents also every passage.",
    "explain": (
        "Show a row's passage with each part of the row marked where it was found, and what the check says of it."
    ),
    "locate": "Print offsets and fingerprint of a passage, ready for a row of a statement table.",
    "tidy": "Sort the statement tables, and fill in fingerprints that are missing (from the documents).",
    "coverage": (
        "Show which sentences, table cells and references of a document are stated, marked with a reason, or neither."
    ),
    "propose": "Propose rows for a document: what its words say of registered things, as far as rules can tell.",
    "review": "Review a document: what is proposed beside its passages, what is unexplained first.",
    "table": "Read other people's tables: every row that comes of one rests on its cells.",
    "source": "Register a document, or print the numbered text that offsets refer to.",
    "completion": (
        "Print the script by which a shell completes commands, options, and the names of questions and things."
    ),
}
"""Each is the function of its name in the module of its name, which is imported when the command runs.

Beside it stands the first sentence of its help, so that the list of all commands needs none of them.
"""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, those for asking first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command *cmd_name*, or ``None``."""
        if cmd_name not in COMMANDS:
            return None
        found: object = getattr(importlib.import_module(f"kzgraph.cli.{cmd_name}"), cmd_name)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command does, in as much of a line as there is."""
        room = formatter.width - 6 - max(map(len, COMMANDS))
        rows = [(name, click.Command(name, help=text).get_short_help_str(room)) for name, text in COMMANDS.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve as click does, but suggest the nearest name for an unknown one."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f"did you mean {quoted(near[0])}?" if near else "`kzgraph --help` lists them"
            raise click.UsageError(f"no command {quoted(args[0])}; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what goes wrong is told here, where its options are known."""
        try:
            return super().invoke(ctx)
        except KzgraphError as error:
            _say(runnable(str(error)))
            ctx.exit(error.exit_code)


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
        _say(" ".join(error.format_message().split()) + where)
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted; nothing was changed", mark="")
        return INTERRUPTED
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
