"""Words, figures and pieces of a text."""
