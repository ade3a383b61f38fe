"""The time that a question says, in four languages: open on one side, decades, months, days, today; never guessed."""

from datetime import date
from pathlib import Path

import pytest

from kzgraph.ask.times import TimeReader, read_time_words
from kzgraph.files.sheets import read_sheet
from kzgraph.text.cleaning import clean
from kzgraph.vocab import LANGUAGES

QUERIES = Path(__file__).parents[2] / "queries"
READER = TimeReader(read_time_words(QUERIES))
TODAY = date(2024, 2, 29)

READ = {
    "after 2011": "later than 2011-12-31",
    "после 2011 года": "later than 2011-12-31",
    "2011 жылдан кейін": "later than 2011-12-31",
    "2011 жылдан кейінгі": "later than 2011-12-31",
    "2011年以后": "later than 2011-12-31",
    "2011年后": "later than 2011-12-31",
    "after the 1990s": "later than 1999-12-31",
    "after 24 September 1997": "later than 1997-09-24",
    "после сентября 1997 года": "later than 1997-09-30",
    "1997年9月以后": "later than 1997-09-30",
    "since 2015": "from 2015-01-01 on",
    "from 2015 onwards": "from 2015-01-01 on",
    "not before 2015": "from 2015-01-01 on",
    "in 2015 or later": "from 2015-01-01 on",
    "начиная с 2015 года": "from 2015-01-01 on",
    "2015 жылдан бастап": "from 2015-01-01 on",
    "自2015年以来": "from 2015-01-01 on",
    "2015年至今": "from 2015-01-01 on",
    "before 1995": "earlier than 1995-01-01",
    "до 1995 года": "earlier than 1995-01-01",
    "до начала 1995 года": "earlier than 1995-01-01",
    "1995 жылға дейін": "earlier than 1995-01-01",
    "1995 жылдан бұрын": "earlier than 1995-01-01",
    "1995年以前": "earlier than 1995-01-01",
    "until 1995": "until 1995-12-31",
    "by the end of 1995": "until 1995-12-31",
    "no later than 1995": "until 1995-12-31",
    "до конца 1995 года": "until 1995-12-31",
    "не позднее 1995 года": "until 1995-12-31",
    "по 1995 год": "until 1995-12-31",
    "1995 жылдың соңына дейін": "until 1995-12-31",
    "截至1995年底": "until 1995-12-31",
    "到1995年为止": "until 1995-12-31",
    "between 1993 and 1996": "1993-01-01 to 1996-12-31",
    "from 1993 to the end of 1996": "1993-01-01 to 1996-12-31",
    "after 1992 and before 1997": "1993-01-01 to 1996-12-31",
    "1993–96": "1993-01-01 to 1996-12-31",
    "с 1993 до 1996 года": "1993-01-01 to 1996-12-31",
    "между 1993 и 1996 годами": "1993-01-01 to 1996-12-31",
    "1993 жылдан 1996 жылға дейін": "1993-01-01 to 1996-12-31",
    "1993 және 1996 жылдар аралығында": "1993-01-01 to 1996-12-31",
    "1993年至1996年": "1993-01-01 to 1996-12-31",
    "in the 1990s": "1990-01-01 to 1999-12-31",
    "in the nineties": "1990-01-01 to 1999-12-31",
    "в 90-х годах": "1990-01-01 to 1999-12-31",
    "1990 жылдары": "1990-01-01 to 1999-12-31",
    "тоқсаныншы жылдары": "1990-01-01 to 1999-12-31",
    "20世纪90年代": "1990-01-01 to 1999-12-31",
    "2010年代": "2010-01-01 to 2019-12-31",
    "in the 20th century": "1900-01-01 to 1999-12-31",
    "in September 1997": "1997-09-01 to 1997-09-30",
    "в декабре 1997 года": "1997-12-01 to 1997-12-31",
    "1997 жылдың қыркүйегінде": "1997-09-01 to 1997-09-30",
    "1997年9月": "1997-09-01 to 1997-09-30",
    "in the first half of 1995": "1995-01-01 to 1995-06-30",
    "24 September 1997": "1997-09-24",
    "24.09.1997": "1997-09-24",
    "24 сентября 1997 года": "1997-09-24",
    "1997 жылғы 24 қыркүйекте": "1997-09-24",
    "1997年9月24日": "1997-09-24",
    "today": "2024-02-29",
    "сейчас": "2024-02-29",
    "бүгін": "2024-02-29",
    "现在": "2024-02-29",
    "2015–today": "2015-01-01 to 2024-02-29",
    "last year": "2023-01-01 to 2023-12-31",
    "в этом году": "2024-01-01 to 2024-12-31",
}


@pytest.mark.parametrize(("text", "words"), READ.items())
def test_a_time_is_read(text: str, words: str) -> None:
    time = READER.read(clean(text), TODAY)
    assert time.period is not None
    assert (time.period.words, time.unclear) == (words, ())


@pytest.mark.parametrize(
    "text",
    [
        "around 1995",
        "около 1995 года",
        "2011年前后",
        "1995 жыл шамасында",
        "early 1990s",
        "в конце 1995 года",
        "1995年底",
        "in 1993 and 1997",
        "in September",
        "on 31 February 1995",
        "01/02/1995",
        "from 1997",
        "post-1995",
        "in recent years",
        "за последние годы",
        "соңғы жылдары",
        "近年来",
        "after independence",
        "после распада союза",
        "1995 жылдан",
        "20年代",
        "after 1997 and before 1993",
    ],
)
def test_what_cannot_be_told_is_unclear(text: str) -> None:
    assert READER.read(clean(text), TODAY).unclear


@pytest.mark.parametrize("text", ["which things may be the same?", "who built what?", "前所未有"])
def test_what_says_no_time_has_none(text: str) -> None:
    assert READER.read(clean(text), TODAY).period is None


def test_what_bounds_a_time_does_so_in_every_language() -> None:
    told = {code: set[str]() for code in LANGUAGES}
    for _, cells in read_sheet(QUERIES / "times.csv", ("sense", "place", *LANGUAGES)):
        for code in LANGUAGES:
            told[code] |= {cells["sense"]} if cells[code] else set()
    senses = {"after", "since", "before", "end", "start", "joined", "paired", "pair", "today", "unclear"}
    assert {code: senses - found for code, found in told.items()} == {code: set() for code in LANGUAGES}
