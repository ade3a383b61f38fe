"""An invented registry and one invented document: what rules and models are tried on."""

import hashlib
from pathlib import Path

from kzgraph.curation.inputs import Inputs, read_inputs
from kzgraph.curation.rows import COLUMNS
from kzgraph.files.sheets import sheet_bytes

ONTOLOGY = Path(__file__).parents[2] / "ontology"
REGISTRY = """\
@prefix kzo: <https://w3id.org/kzgraph/ontology#> .
@prefix kzr: <https://w3id.org/kzgraph/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

kzr:uzbekistan a kzo:Country ; rdfs:label "Uzbekistan"@en , "Узбекистан"@ru , "Өзбекстан"@kk ,
        "乌兹别克斯坦"@zh .
kzr:turkiye a kzo:Country ; rdfs:label "Türkiye"@en , "Турция"@ru , "Түркия"@kk , "土耳其"@zh ;
    skos:hiddenLabel "Turkish" .
kzr:bukhara a kzo:City ; rdfs:label "Bukhara"@en , "Бухара"@ru , "Бұхара"@kk , "布哈拉"@zh .
kzr:orhan-energy a kzo:Company ;
    rdfs:label "Orhan Energy"@en , "Орхан Энерджи"@ru , "Орхан Энерджи"@kk , "奥尔汉能源"@zh .
kzr:silkroad-invest a kzo:Company ; rdfs:label "Silkroad Invest"@en , "Силкроуд Инвест"@ru .
kzr:bank-of-uzbekistan a kzo:Company ; rdfs:label "Trade Bank of Uzbekistan"@en .
kzr:bukhara-solar a kzo:PowerStation ; rdfs:label "Bukhara solar station"@en , "Бухарская солнечная станция"@ru ,
        "Бұхара күн станциясы"@kk , "布哈拉太阳能电站"@zh .
kzr:nurata-wind a kzo:PowerStation ; rdfs:label "Nurata wind farm"@en .
kzr:treaty-transit a kzo:Treaty ; rdfs:label "Agreement on Transit"@en , "Соглашение о транзите"@ru , "过境协定"@zh .
kzr:treaty-customs a kzo:Treaty ; rdfs:label "Treaty on Customs"@en .
kzr:president-of-uzbekistan a kzo:Office ; rdfs:label "President of Uzbekistan"@en .
kzr:anvar-karimov a kzo:Person ; rdfs:label "Anvar Karimov"@en .
kzr:karimov-visit a kzo:Visit ; rdfs:label "Karimov's visit to Türkiye"@en ;
    skos:hiddenLabel "Anvar Karimov's visit to Türkiye" .
"""
SOURCE = """\
@prefix kzd: <https://w3id.org/kzgraph/source/> .
@prefix kzo: <https://w3id.org/kzgraph/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .

kzd:paper a schema:NewsArticle ; rdfs:label "An invented paper"@en ; dcterms:bibliographicCitation "Invented." ;
    kzo:fileName "paper.txt" ; kzo:codePoints {length} ; kzo:textSha256 "{sha256}" .
"""


def material(folder: Path, text: str, more: str) -> tuple[Inputs, Path]:
    """Write a folder whose registry is the one above and *more*, whose one document is *text*; both, read."""
    graph, texts = folder / "graph", folder / "texts"
    (graph / "entities").mkdir(parents=True)
    (graph / "statements").mkdir()
    texts.mkdir()
    (graph / "entities" / "all.ttl").write_text(REGISTRY + more, "utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    (graph / "sources.ttl").write_text(SOURCE.format(length=len(text), sha256=digest), "utf-8")
    row = {"subject": "paper", "property": "about", "object": "uzbekistan", "modality": "asserted", "rank": "normal"}
    row |= {"source": "paper", "start": "0", "end": "1", "fingerprint": "1:0123456789abcdef"}
    table = sheet_bytes(COLUMNS, [[row.get(column, "") for column in COLUMNS]])
    (graph / "statements" / "paper.csv").write_bytes(table)
    (texts / "paper.txt").write_text(text, "utf-8")
    return read_inputs(ONTOLOGY, graph), texts
