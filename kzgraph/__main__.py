"""Let ``python -m kzgraph`` do what the ``kzgraph`` command does."""

from kzgraph.cli.main import main

if __name__ == "__main__":
    main()
