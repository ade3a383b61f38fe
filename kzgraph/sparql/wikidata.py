"""Queries written for Wikidata: what to write here instead."""

from kzgraph.sparql.tokens import tokens

_PREFIXES = frozenset({"wd", "wdt", "wds", "wdv", "p", "ps", "pq", "pr", "psv", "wikibase", "bd"})
"""Prefixes that Wikidata's query service knows without a declaration."""
_ADDRESSES = ("<http://www.wikidata.org/", "<https://www.wikidata.org/", "<http://wikiba.se/")
_CLASS = "for `wdt:P31` write `a`, as in `?x a kzo:Treaty`"
_ITEM = "an item is found by its match, as in `?x skos:exactMatch <http://www.wikidata.org/entity/Q232>`"
_LABEL = 'for the label service write `?x rdfs:label ?label FILTER(LANG(?label) = "en")`'
_STATEMENT = "for `p:`, `ps:` and `pq:` ask `?s rdf:subject ?x ; rdf:predicate ?p ; rdf:object ?o ; kzo:time ?t`"


def advice(text: str) -> str:
    """Return what to write here instead of what the query *text* has of Wikidata; empty when it has nothing of it.

    >>> advice("SELECT ?x { ?x wdt:P31 ?y }")
    'this is a query for Wikidata: here for `wdt:P31` write `a`, as in `?x a kzo:Treaty`'
    >>> advice("SELECT ?x { ?x a kzo:Country }")
    ''
    """
    used, known, declared = set[str](), set(_PREFIXES), set[str]()
    found = [*tokens(text)]
    for place, token in enumerate(found):
        if token.word == "prefix" and place + 2 < len(found):
            name = found[place + 1].text.partition(":")[0]
            declared.update({found[place + 1].text, found[place + 2].text})
            if not found[place + 2].text.startswith(_ADDRESSES):
                known.discard(name)  # somebody's own prefix
        elif token.text not in declared and token.kind == "name":
            used |= {token.text.partition(":")[0]} & known
        elif token.text not in declared and token.kind == "iri" and token.text.startswith(_ADDRESSES):
            used.add("wikibase" if "wikiba.se" in token.text else "wdt" if "/prop/" in token.text else "wd")
    if not used or (used == {"wd"} and ("exactMatch" in text or "closeMatch" in text)):
        return ""
    told = [
        (used & {"wdt"}, _CLASS),
        (used & {"wd"}, _ITEM),
        (used & {"wikibase", "bd"}, _LABEL),
        (used & {"p", "ps", "pq", "psv", "pr"}, _STATEMENT),
    ]
    return "this is a query for Wikidata: here " + "; ".join(words for is_used, words in told if is_used)
