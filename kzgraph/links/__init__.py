"""What our things are called elsewhere: identifiers, mappings, points."""
