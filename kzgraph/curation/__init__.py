"""The rows that people write, and the graph that is made of them."""
