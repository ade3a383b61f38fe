"""What reads questions asked of a graph: its names, the library, the words that questions are asked by."""

import pyoxigraph as ox

from kzgraph.ask.understanding import QuestionReader
from kzgraph.ask.words import read_asked_values, read_asked_words
from kzgraph.checks.naming import Naming
from kzgraph.files.paths import data_dir
from kzgraph.names.registry import registered
from kzgraph.ontology import read_ontology
from kzgraph.profile import profile_of
from kzgraph.proposals.mentions import MentionFinder
from kzgraph.sparql.library import library


def reader_of(store: ox.Store) -> QuestionReader:
    """Return what reads questions asked of the graph in *store*."""
    folder = data_dir("queries")
    finder = MentionFinder(Naming(registered(store), read_ontology(data_dir("ontology"))))
    words, values = read_asked_words(folder), read_asked_values(folder)
    return QuestionReader(library(folder), words, values, finder, profile_of(store).sides)
