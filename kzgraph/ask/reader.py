"""What reads questions asked of a graph: its names, the library, the words that questions are asked by."""

from collections.abc import Callable
from datetime import date

import pyoxigraph as ox

from kzgraph.ask.said import SaidReader
from kzgraph.ask.understanding import QuestionReader
from kzgraph.ask.values import ValueFinder
from kzgraph.ask.words import read_asked_values, read_asked_words
from kzgraph.checks.naming import Naming
from kzgraph.files.paths import data_dir
from kzgraph.names.registry import registered
from kzgraph.ontology import read_ontology
from kzgraph.profile import profile_of
from kzgraph.proposals.mentions import MentionFinder
from kzgraph.sparql.library import library


def reader_of(store: ox.Store, *, today: Callable[[], date] = date.today) -> QuestionReader:
    """Return what reads questions asked of the graph in *store*; *today* tells the day on which one is asked."""
    folder, sides = data_dir("queries"), profile_of(store).sides
    finder = MentionFinder(Naming(registered(store), read_ontology(data_dir("ontology"))))
    queries = {name: query.on(sides) for name, query in library(folder).items()}
    values = ValueFinder(read_asked_values(folder), finder, sides)
    return QuestionReader(queries, read_asked_words(folder), SaidReader(finder, folder), values, today)
