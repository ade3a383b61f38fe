"""The same for type checkers."""

from kzgraph.notebook import Result as Result
from kzgraph.notebook import load as load
from kzgraph.notebook import query as query

__version__: str
