"""Documents as other people have them, each in a file named by its verdict: `taken` (as what), `empty` or `refused`."""

from pathlib import Path

import pytest

from kzgraph.documents.extract import extract
from kzgraph.errors import InputError

HANDS = Path(__file__).parents[1] / "hands" / "documents"
TAKEN = [path for path in sorted(HANDS.glob("taken.*")) if path.suffix != ".expected"]
EMPTY = sorted(HANDS.glob("empty.*"))
REFUSED = sorted(HANDS.glob("refused.*"))


@pytest.mark.parametrize("path", TAKEN, ids=[path.name for path in TAKEN])
def test_it_is_read_as_its_reader_sees_it(path: Path) -> None:
    assert extract(path).text == Path(f"{path}.expected").read_bytes().decode("utf-8")


@pytest.mark.parametrize("path", EMPTY, ids=[path.name for path in EMPTY])
def test_nothing_of_it_is_seen(path: Path) -> None:
    assert not extract(path).text.strip()


@pytest.mark.parametrize("path", REFUSED, ids=[path.name for path in REFUSED])
def test_it_is_refused_in_one_line(path: Path) -> None:
    with pytest.raises(InputError) as told:
        extract(path)
    assert "\n" not in str(told.value).strip()
