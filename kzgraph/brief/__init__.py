"""A brief on the relation of two countries: a few cited pages for readers who write no queries."""
