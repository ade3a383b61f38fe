"""GraphML and GEXF, for Gephi, yEd, Cytoscape, igraph and networkx."""

from xml.etree import ElementTree as ET

from kzgraph.exports.data import Data
from kzgraph.exports.ties import EdgeRow, NodeRow, Ties, ties

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://gexf.net/1.3"


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _columns(found: Ties) -> tuple[list[str], list[str]]:
    node = list(found.nodes[0].attributes) if found.nodes else []
    edge = list(found.edges[0].attributes) if found.edges else []
    return node, edge


def graphml(data: Data) -> bytes:
    """Return the network as GraphML (graphdrawing.org): directed, several edges between two nodes allowed."""
    found = ties(data)
    node_columns, edge_columns = _columns(found)
    root = ET.Element("graphml", xmlns=_GRAPHML)
    columns = [("node", name) for name in ("label", *node_columns)]
    columns += [("edge", name) for name in ("label", *edge_columns)]
    for owner, name in columns:
        kind = {"id": f"{owner}_{name}", "for": owner, "attr.name": name, "attr.type": "string"}
        ET.SubElement(root, "key", kind)
    graph = ET.SubElement(root, "graph", id="kzgraph", edgedefault="directed")
    for node in found.nodes:
        element = ET.SubElement(graph, "node", id=node.id)
        _data(element, "node", {"label": node.label, **node.attributes})
    for edge in found.edges:
        element = ET.SubElement(graph, "edge", id=edge.id, source=edge.source, target=edge.target)
        _data(element, "edge", {"label": edge.property, **edge.attributes})
    return _bytes(root)


def _data(element: ET.Element, owner: str, values: dict[str, str]) -> None:
    for name, value in values.items():
        if value:
            ET.SubElement(element, "data", key=f"{owner}_{name}").text = value


def gexf(data: Data) -> bytes:
    """Return the network as GEXF 1.3, nodes and edges with start and end where they are bounded, for Gephi's timeline.

    What has no dates is there all the time; start and end are the outer bounds (possibly), never the certain ones.
    An edge without dates of its own has those of its subject (``dated_by`` tells).
    ``kind`` keeps two relations of one pair apart, which Gephi would otherwise merge.
    """
    found = ties(data)
    node_columns, edge_columns = _columns(found)
    root = ET.Element("gexf", xmlns=_GEXF, version="1.3")
    kind = {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}
    graph = ET.SubElement(root, "graph", kind)
    for owner, columns in (("node", node_columns), ("edge", edge_columns)):
        declared = ET.SubElement(graph, "attributes", {"class": owner})
        for name in columns:
            ET.SubElement(declared, "attribute", id=name, title=name, type="string")
        if owner == "edge" and columns:
            ET.SubElement(declared, "attribute", id="dated_by", title="dated_by", type="string")
    nodes = ET.SubElement(graph, "nodes")
    for node in found.nodes:
        element = ET.SubElement(nodes, "node", {"id": node.id, "label": node.label} | _span(node))
        _values(element, node.attributes)
    edges = ET.SubElement(graph, "edges")
    for edge in found.edges:
        place = {"id": edge.id, "source": edge.source, "target": edge.target, "label": edge.property}
        element = ET.SubElement(edges, "edge", place | {"kind": edge.property} | _span(edge))
        _values(element, edge.attributes | {"dated_by": edge.dated_by})
    return _bytes(root)


def _span(row: NodeRow | EdgeRow) -> dict[str, str]:
    return {name: day for name, day in (("start", row.start), ("end", row.end)) if day}


def _values(element: ET.Element, values: dict[str, str]) -> None:
    holder = ET.SubElement(element, "attvalues")
    for name, value in values.items():
        if value:
            ET.SubElement(holder, "attvalue", {"for": name, "value": value})
