"""How far something that lasts has come, told while it lasts."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Is told how much is done, of how much."""


def silent(_done: int, _of: int) -> None:
    """Heed nothing."""
