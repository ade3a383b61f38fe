"""What hosts of files are told: redirects, media types, what is found where nothing is, what may be crawled."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from kzgraph.publishing.targets import INDEX

_APACHE = """\
# For Apache: which file answers, and data instead of a page for those who ask for data.
DirectoryIndex index.html
Options -MultiViews -Indexes
ErrorDocument 404 {root}404.html
AddType text/turtle .ttl
AddType application/ld+json .jsonld
AddType application/trig .trig
AddType application/n-triples .nt
AddType application/wasm .wasm
AddCharset utf-8 .ttl .csv .json .jsonld .nt .trig .bib .ris
RewriteEngine On
RewriteBase {root}
RewriteCond %{{HTTP_ACCEPT}} text/turtle
RewriteRule ^(id|statement|source|code)/([A-Za-z0-9._~-]+)/?$ $1/$2.ttl [R=303,L]
RewriteCond %{{HTTP_ACCEPT}} application/ld\\+json
RewriteRule ^(id|statement|source|code)/([A-Za-z0-9._~-]+)/?$ $1/$2.jsonld [R=303,L]
RewriteRule ^data/(statement|source|code)/(.+)$ $1/$2 [R=301,L]
RewriteRule ^data/(.+)$ id/$1 [R=301,L]
RewriteRule ^\\.well-known/void$ void.ttl [R=303,L]
RewriteRule ^graph-store$ download/graph.ttl [R=303,L]
RewriteRule ^dataset$ ./ [R=303,L]
"""
_REDIRECTS = """\
/data/statement/* {root}statement/:splat 301
/data/source/* {root}source/:splat 301
/data/code/* {root}code/:splat 301
/data/* {root}id/:splat 301
/.well-known/void {root}void.ttl 303
/graph-store {root}download/graph.ttl 303
/dataset {root} 303
"""
_MOST_IN_A_SITEMAP = 50_000
"""Addresses in one file (sitemaps.org, 0.9)."""
_IN_A_SITEMAP = ("page/", "relation/", "queries/", "browse/", "compare/", "about/", "ontology/", "plots/", "search/")


def root_of(at: str) -> str:
    """Return the path under which a site at the address *at* lies, with a slash at both ends."""
    return f"{urlsplit(at).path.rstrip('/')}/"


def for_hosts(files: Iterable[str], at: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files by which hosts serve *files* at the address *at*, which may be unknown (empty)."""
    root = root_of(at)
    yield ".htaccess", _APACHE.format(root=root).encode()
    yield "_redirects", _REDIRECTS.format(root=root).encode()
    yield ".nojekyll", b""
    robots = "User-agent: *\nAllow: /\n"
    if at:
        pages = sorted(_addresses(files, at))[:_MOST_IN_A_SITEMAP]
        lines = "".join(f"<url><loc>{escape(each)}</loc></url>\n" for each in pages)
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        yield (
            "sitemap.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{lines}</urlset>\n'.encode(),
        )
        robots += f"Sitemap: {at}/sitemap.xml\n"
    yield "robots.txt", robots.encode()


def _addresses(files: Iterable[str], at: str) -> Iterator[str]:
    for file in files:
        if file == INDEX or (file.endswith(f"/{INDEX}") and file.startswith(_IN_A_SITEMAP)):
            yield f"{at}/{quote(file.removesuffix(INDEX))}"
