"""A knowledge graph of Kazakhstan's bilateral relations whose every statement leads to its passage."""

__version__ = "0.1.0"
