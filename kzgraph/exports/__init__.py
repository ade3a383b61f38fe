"""The graph in the forms that other tools read; the same graph always makes the same bytes."""

from kzgraph.exports.forms import FORMS, Form, data_of

__all__ = ["FORMS", "Form", "data_of"]
