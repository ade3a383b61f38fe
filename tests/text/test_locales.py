"""Figures and dates in any style that CLDR has for a language are read back: Babel writes them, we read them."""

from datetime import date
from decimal import Decimal

import pytest
from babel import dates, numbers
from hypothesis import given
from hypothesis import strategies as some

from kzgraph.text.calendar import missing_date_parts
from kzgraph.text.cleaning import clean
from kzgraph.text.figures import figures

LOCALES = ("en", "en_GB", "ru", "ru_KZ", "kk", "zh", "zh_Hant")
AMOUNTS = some.decimals(min_value=Decimal("-1e12"), max_value=Decimal("1e12"), places=2)
DAYS = some.dates(date(1860, 1, 1), date(2150, 12, 31))


def read(printed: str) -> list[Decimal]:
    return [figure.value for figure in figures(clean(printed))]


@pytest.mark.parametrize("locale", LOCALES)
@given(amount=AMOUNTS)
def test_a_number_is_read_back(locale: str, amount: Decimal) -> None:
    assert read(numbers.format_decimal(amount, locale=locale, format="#,##0.00")) == [amount]


@pytest.mark.parametrize("currency", ["USD", "CNY", "KZT", "RUB", "EUR"])
@pytest.mark.parametrize("locale", LOCALES)
@given(amount=AMOUNTS)
def test_an_amount_of_money_is_read_back(locale: str, currency: str, amount: Decimal) -> None:
    for style in ("standard", "name"):
        printed = numbers.format_currency(amount, currency, locale=locale, format_type=style)
        assert read(printed) == [amount], printed


@pytest.mark.parametrize("locale", LOCALES)
@given(thousands=some.integers(1, 10**9))
def test_a_number_with_its_scale_word_is_read_back(locale: str, thousands: int) -> None:
    printed = numbers.format_compact_decimal(thousands * 1000, format_type="long", locale=locale, fraction_digits=12)
    assert read(printed) == [Decimal(thousands * 1000)], printed


@pytest.mark.parametrize("locale", LOCALES)
@given(millions=some.integers(1, 10**6))
def test_money_with_its_short_scale_is_read_back(locale: str, millions: int) -> None:
    printed = numbers.format_compact_currency(millions * 10**6, "USD", locale=locale, fraction_digits=12)
    assert read(printed) == [Decimal(millions * 10**6)], printed


@pytest.mark.parametrize("style", ["full", "long", "medium"])
@pytest.mark.parametrize("locale", LOCALES)
@given(day=DAYS)
def test_a_date_is_read_back_and_no_other(locale: str, style: str, day: date) -> None:
    printed = clean(dates.format_date(day, style, locale=locale))
    assert missing_date_parts(day.isoformat(), printed) == [], printed
    another = day.replace(year=day.year + 1, month=day.month % 12 + 1, day=day.day % 28 + 1)
    assert len(missing_date_parts(another.isoformat(), printed)) == 3, printed


@pytest.mark.parametrize("locale", LOCALES)
@given(day=DAYS)
def test_a_month_and_a_quarter_are_read_back_and_no_other(locale: str, day: date) -> None:
    month = clean(dates.format_skeleton("yMMMM", day, locale=locale))
    assert missing_date_parts(f"{day:%Y-%m}", month) == [], month
    assert missing_date_parts(f"{day:%Y}-{day.month % 12 + 1:02}", month), month
    first = (day.month - 1) // 3 * 3 + 1
    for width in ("QQQ", "QQQQ"):
        quarter = clean(dates.format_skeleton(f"y{width}", day, locale=locale))
        assert missing_date_parts(f"{day:%Y}-{first:02}/{day:%Y}-{first + 2:02}", quarter) == [], quarter
        assert missing_date_parts(f"{day:%Y}-{day.month:02}", quarter), quarter
