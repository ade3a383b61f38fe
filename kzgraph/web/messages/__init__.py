"""Requests and replies: their forms, their limits, their problems."""
