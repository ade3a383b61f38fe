"""The public tables, and the mappings that docs/tables.md shows."""

import os
import re
from pathlib import Path

import pytest

from tests.conftest import absent

ROOT = Path(__file__).parents[2]
SHOWN = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "tables.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="session")
def tables_dir() -> Path:
    """The folder of public tables."""
    folder = Path(os.environ.get("KZGRAPH_TABLES") or ROOT.parent / "shared" / "tables")
    if not folder.is_dir():
        absent(f"no public tables: {folder} is not there (name a folder in KZGRAPH_TABLES)")
    return folder.resolve()


@pytest.fixture(scope="session")
def shown() -> list[str]:
    """The mappings of the documentation: of power stations, of trade, of capitals."""
    return SHOWN
