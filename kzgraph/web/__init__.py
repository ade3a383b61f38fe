"""The web face: a SPARQL endpoint, linked-data pages and a browser for people who write no SPARQL.

:func:`kzgraph.web.app.make_app` makes the application.  A thin outer part (``app``, ``front``) speaks HTTP and holds
no graph; what touches the graph runs in the killable workers of :mod:`kzgraph.workers.pool` (``jobs`` and what it
calls).
"""
