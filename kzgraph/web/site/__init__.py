"""The site: what is worked out from a graph once, and how its pages are written."""
