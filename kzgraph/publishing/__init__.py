"""Publishing: the pages of the site as files, for a web space without a server, and the whole graph as one file."""
