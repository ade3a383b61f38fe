"""Processes that share a graph and answer over it."""
