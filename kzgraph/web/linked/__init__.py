"""Data about the graph's things, and the descriptions of the graph itself."""
