"""The statements of a graph, read: each with the passages behind it."""
