"""Candidate rows for a document: found by rule, held by the gate, and never in the graph before somebody says so."""
