"""Tables and a script for a property-graph database: ``nodes.csv``, ``edges.csv``, ``facts.csv``, ``load.cypher``."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from kzgraph.exports.data import Data
from kzgraph.exports.ties import ties

_HEAD = """\
// Copy the three tables into the import folder of the database, then run this script on an empty database:
//   cypher-shell --file load.cypher
// An empty cell is a property that is not there.
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
CREATE (n:Entity) SET n = row;
LOAD CSV WITH HEADERS FROM 'file:///facts.csv' AS row
MATCH (n:Entity {id: row.subject})
CREATE (n)-[:HAS_FACT]->(f:Fact) SET f = row, f.number = CASE row.datatype WHEN 'decimal' THEN toFloat(row.value) END;
"""


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue().encode()


def relationship(name: str) -> str:
    """Return the name of a property as Cypher's convention writes relationship types.

    >>> relationship("locatedIn")
    'LOCATED_IN'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


def cypher(data: Data) -> dict[str, bytes]:
    """Return the tables and the script, file name → content (openCypher's ``LOAD CSV``)."""
    found = ties(data)
    nodes = [[node.id, node.label, *node.attributes.values()] for node in found.nodes]
    edges = [[edge.id, edge.source, edge.target, edge.property, *edge.attributes.values()] for edge in found.edges]
    facts = [
        [fact.id, fact.subject, fact.property, fact.value, fact.datatype, *fact.attributes.values()]
        for fact in found.facts
    ]
    node_columns = ["id", "label", *(found.nodes[0].attributes if found.nodes else ())]
    edge_columns = ["statement", "source", "target", "property", *(found.edges[0].attributes if found.edges else ())]
    fact_columns = ["statement", "subject", "property", "value", "datatype"]
    fact_columns += list(found.facts[0].attributes) if found.facts else []
    kinds = sorted({name for node in found.nodes for name in node.classes if name != "Entity"})
    properties = sorted({edge.property for edge in found.edges})
    script = _HEAD
    script += "".join(f"MATCH (n:Entity) WHERE '{kind}' IN split(n.classes, ';') SET n:{kind};\n" for kind in kinds)
    for name in properties:
        script += (
            "LOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row\n"
            f"WITH row WHERE row.property = '{name}'\n"
            "MATCH (a:Entity {id: row.source}), (b:Entity {id: row.target})\n"
            f"CREATE (a)-[r:{relationship(name)}]->(b) SET r = row;\n"
        )
    return {
        "nodes.csv": _table(node_columns, nodes),
        "edges.csv": _table(edge_columns, edges),
        "facts.csv": _table(fact_columns, facts),
        "load.cypher": script.encode(),
    }
