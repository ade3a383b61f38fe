"""Dates: EDTF in the record, day bounds for queries."""

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from kzgraph.dates import BadDate, Span, parse

DAYS = some.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
POINTS = some.builds(
    lambda day, length, mark: day[:length] + mark,
    DAYS,
    some.sampled_from([4, 7, 10]),
    some.sampled_from(["", "?", "~", "%"]),
)
ENDS = some.one_of(POINTS, some.sampled_from(["", ".."]))


def test_a_day_is_its_own_four_bounds() -> None:
    day = date(1992, 9, 26)
    assert parse("1992-09-26") == Span(day, day, day, day)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("1992", "1992-01-01", "1992-12-31"),
        ("1992-09", "1992-09-01", "1992-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("1992-XX", "1992-01-01", "1992-12-31"),
        ("2010~", "2010-01-01", "2010-12-31"),
        ("2023-03?", "2023-03-01", "2023-03-31"),
        ("2022-01/2022-06", "2022-01-01", "2022-06-30"),
    ],
)
def test_a_coarse_date_covers_all_its_days(text: str, earliest: str, latest: str) -> None:
    assert (str(parse(text).earliest), str(parse(text).latest)) == (earliest, latest)


def test_an_open_end_an_unknown_end_and_an_end_are_three_things() -> None:
    still, unknown, over = parse("1992/.."), parse("1992/"), parse("1992/1992")
    assert (still.open_end, still.earliest_end, still.latest) == (True, None, None)
    assert (unknown.open_end, unknown.earliest_end, unknown.latest) == (False, date(1992, 1, 1), None)
    assert (over.open_end, over.latest) == (False, date(1992, 12, 31))


def test_an_unknown_start_leaves_only_the_end() -> None:
    assert parse("/2026") == Span(None, date(2026, 12, 31), date(2026, 1, 1), date(2026, 12, 31))


def test_what_began_at_an_unknown_time_and_goes_on_has_no_bounds() -> None:
    assert parse("/..") == Span(None, None, None, None, open_end=True)


def test_nothing_ends_before_it_has_begun() -> None:
    assert parse("1992-09-26/1992-09").earliest_end == date(1992, 9, 26)
    assert parse("1992/1992-03").latest_start == date(1992, 3, 31)


@settings(max_examples=40)
@given(ENDS, ENDS)
def test_bounds_stand_in_order(start: str, end: str) -> None:
    try:
        span = parse(f"{start}/{end}")
    except BadDate:
        assume(False)
        return
    starts = [span.earliest or date.min, span.latest_start or date.max, span.latest or date.max]
    ends = [span.earliest or date.min, span.earliest_end or date.max, span.latest or date.max]
    assert starts == sorted(starts)
    assert ends == sorted(ends)


@settings(max_examples=30)
@given(DAYS)
def test_a_day_lies_in_its_month_and_its_month_in_its_year(day: str) -> None:
    spans = [parse(text) for text in (day[:4], day[:7], day)]
    assert [span.earliest for span in spans] == sorted(span.earliest for span in spans)
    assert [span.latest for span in spans] == sorted((span.latest for span in spans), reverse=True)


def refusal(text: str) -> str:
    try:
        parse(text)
    except BadDate as error:
        return str(error)
    return ""


@given(some.text("0123456789-/.X?~ TZ", max_size=14))
def test_a_text_that_is_refused_is_shown(text: str) -> None:
    told = refusal(text)
    assert not told or any(repr(part) in told for part in (text, *text.split("/", 1)))


@pytest.mark.parametrize("text", ["2024-02-30", "2023-02-29", "1900-02-29", "1992-09-31", "0000"])
def test_a_day_that_does_not_exist_is_said_to_be_none(text: str) -> None:
    with pytest.raises(BadDate, match="does not exist"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1992 ",
        "92",
        "1992-9-26",
        "26.09.1992",
        "2024-13",
        "2024-00",
        "12020",
        "2024-01-01Z",
        "{1992,1993}",
        "[1992..1995]",
        "2001-25",
        "２０２２",
        "unknown",
        "..",
        "XXXX",
    ],
)
def test_a_text_of_another_form_is_no_date(text: str) -> None:
    with pytest.raises(BadDate, match="is no date"):
        parse(text)


@pytest.mark.parametrize("text", ["1994/1992", "1992-09-26/1992-08"])
def test_an_interval_runs_forward(text: str) -> None:
    with pytest.raises(BadDate, match="ends before it begins"):
        parse(text)


@pytest.mark.parametrize("text", ["/", "../"])
def test_an_interval_has_at_least_one_end(text: str) -> None:
    with pytest.raises(BadDate, match="neither a start nor an end"):
        parse(text)


@pytest.mark.parametrize("text", ["1992/1993/1994", "1992//1993"])
def test_an_interval_has_two_ends_at_the_most(text: str) -> None:
    with pytest.raises(BadDate):
        parse(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-0044", "outside the years 1 to 9999"),
        ("Y170000002", "outside the years 1 to 9999"),
        ("Y-170000002", "outside the years 1 to 9999"),
        ("1998-05-04T10:00:00Z", "bounds here are days: write 1998-05-04"),
        ("2024-01-01T00:00:00", "bounds here are days: write 2024-01-01"),
    ],
)
def test_what_is_edtf_and_has_no_bounds_here_is_told_so(text: str, why: str) -> None:
    with pytest.raises(BadDate, match=f"is EDTF.*{why}"):
        parse(text)
