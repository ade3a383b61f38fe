"""The command ``completion``: what a shell needs to complete commands, options and names."""

import click
from click.shell_completion import get_completion_class

from kzgraph.errors import EnvironmentProblem

_SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_KZGRAPH_COMPLETE"


@click.command(
    epilog="""\b
Examples:
  kzgraph completion bash
  kzgraph completion zsh
  kzgraph completion fish

Put it where the shell reads it, for bash:  kzgraph completion bash >> ~/.bashrc
"""
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script by which a shell completes commands, options, and the names of questions and things."""
    made = get_completion_class(shell)
    if made is None:
        raise EnvironmentProblem(f"click has no completion for {shell}")
    click.echo(made(ctx.find_root().command, {}, "kzgraph", _VARIABLE).source())
