"""The workbench: candidates of a document reviewed beside its passages, and what is decided written to the tables."""
