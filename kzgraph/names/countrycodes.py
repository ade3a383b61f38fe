"""The codes of every country and territory: ISO 3166-1, UN M49, Correlates of War, Gleditsch and Ward.

They stand in ``ontology/countries.csv``; CLDR's names for the same territories are in :mod:`kzgraph.names.countries`.
"""

from collections.abc import Iterator, Mapping
from functools import cache

from kzgraph.files.paths import data_dir
from kzgraph.files.sheets import read_sheet

EVIDENCE = {
    "iso3166alpha2": "ISO 3166-1 as in datasets/country-codes, ISO3166-1-Alpha-2",
    "iso3166alpha3": "ISO 3166-1 as in datasets/country-codes, ISO3166-1-Alpha-3",
    "iso3166numeric": "ISO 3166-1 as in datasets/country-codes, ISO3166-1-numeric",
    "m49": "UN M49 as in datasets/country-codes, M49",
    "cowAbbreviation": "Correlates of War, State System Membership 2016, stateabb",
    "cowCode": "Correlates of War, State System Membership 2016, ccode",
    "gwCode": "Gleditsch and Ward, independent states until 2017, gwcode",
}
"""Scheme of codes → the public table that its codes were taken from."""

_COLUMNS = ("territory", *EVIDENCE, "names")


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    path = data_dir("ontology") / "countries.csv"
    return {cells["territory"]: cells for _, cells in read_sheet(path, _COLUMNS)}


def codes_of(territory: str) -> dict[str, str]:
    """Return the codes of *territory* (CLDR's code, ISO 3166-1 alpha-2 where there is one) by scheme.

    Of schemes that count states only those that exist today have a code: 260 of the Correlates of War, the Federal
    Republic until 1990, is nobody's.

    >>> codes_of("TR")["cowCode"], codes_of("DE")["cowCode"], codes_of("DE")["gwCode"], codes_of("XK")
    ('640', '255', '260', {'cowAbbreviation': 'KOS', 'cowCode': '347', 'gwCode': '347'})
    """
    cells = _table().get(territory, {})
    return {scheme: cells[scheme] for scheme in EVIDENCE if cells.get(scheme)}


def territory_of(scheme: str, code: str) -> str:
    """Return the territory with *code* in *scheme*; empty where none has it, or the scheme counts no countries.

    >>> territory_of("cowCode", "640"), territory_of("iso3166alpha3", "uzb"), territory_of("cowCode", "260")
    ('TR', 'UZ', '')
    """
    return _by_code().get((scheme, code.casefold()), "")


def country_codes() -> Iterator[tuple[str, str, str]]:
    """Yield every code there is: territory, scheme, code."""
    for (scheme, code), territory in _by_code().items():
        yield territory, scheme, code


def other_names() -> Mapping[str, tuple[str, ...]]:
    """Return, by territory, the names that public tables use beside CLDR's: official ones, older ones."""
    return {code: tuple(cells["names"].split("; ")) for code, cells in _table().items() if cells["names"]}


@cache
def _by_code() -> Mapping[tuple[str, str], str]:
    return {
        (scheme, cells[scheme].casefold()): territory
        for territory, cells in _table().items()
        for scheme in EVIDENCE
        if cells[scheme]
    }
