"""The source documents: what is recorded of each, and the passages in a reader's copy."""
