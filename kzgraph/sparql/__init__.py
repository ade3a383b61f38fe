"""Asking in SPARQL: the engine, what guards it, what it answers."""
