"""A document is cut into what a reader would tick off."""

from itertools import pairwise

import pytest

from kzgraph.text.segments import segments


def cut(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, " ".join(text[piece.start : piece.end].split())) for piece in segments(text)]


def test_sentences_end_at_full_stops_before_a_capital() -> None:
    assert cut("The first one ends here. The second cost $3.5 million. So it is.\n") == [
        ("sentence", "The first one ends here."),
        ("sentence", "The second cost $3.5 million."),
        ("sentence", "So it is."),
    ]


@pytest.mark.parametrize("short", ["Co.", "Ltd.", "Dr.", "No.", "K.I.", "M."])
def test_an_abbreviation_ends_no_sentence(short: str) -> None:
    assert len(cut(f"It was built by Example {short} Partners of the North.\n")) == 1


def test_a_sentence_torn_by_a_page_break_is_one() -> None:
    assert cut("They agreed on the\n\nsecond railway. It was built.\n") == [
        ("sentence", "They agreed on the second railway."),
        ("sentence", "It was built."),
    ]


def test_a_line_with_tabs_is_a_row_of_cells() -> None:
    assert cut("1\tTrade\t$368 million\n2\tShare\t18.2%\n") == [
        ("cell", "1"),
        ("cell", "Trade"),
        ("cell", "$368 million"),
        ("cell", "2"),
        ("cell", "Share"),
        ("cell", "18.2%"),
    ]


def test_each_number_after_the_heading_opens_a_reference() -> None:
    text = "It ends so [2].\n\nReferences\n\n1. Han N. Trade. - 2023. - p. 1\n2. Lai C. Roads.\n\nContinued - 2022.\n"
    assert cut(text)[-2:] == [
        ("reference", "1. Han N. Trade. - 2023. - p. 1"),
        ("reference", "2. Lai C. Roads. Continued - 2022."),
    ]


def test_a_short_line_without_a_full_stop_is_a_heading() -> None:
    assert cut("Introduction\n\nIt begins here.\n")[0] == ("heading", "Introduction")


def test_every_word_of_both_documents_is_in_one_piece(sources_dir) -> None:
    for path in sources_dir.glob("*.txt"):
        text = path.read_text("utf-8")
        pieces = segments(text)
        assert all(one.end <= two.start for one, two in pairwise(pieces))
        left = list(text)
        for piece in pieces:
            left[piece.start : piece.end] = [" "] * (piece.end - piece.start)
        assert not any(char.isalnum() for char in left)
