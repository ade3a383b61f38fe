"""Checks: what a graph and its rows must not be wrong about."""
