"""The network of things: built from a graph, measured, drawn as a page."""
