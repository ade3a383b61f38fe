"""Finding and comparing names."""
