"""Where things lie, and how files are read and written."""
