"""Tables of others: a mapping says what their columns state, and every row that comes of it rests on cells."""
