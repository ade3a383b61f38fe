"""Take a picture of every face at four widths, light and dark: `make gallery`, then look at gallery/index.html.

The pictures are for the eyes of whoever changes a page; they are not kept under version control.
"""

import html
import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
GALLERY = ROOT / "gallery"
WIDTHS = {1440: 900, 1280: 800, 1024: 768, 390: 844}
PAGES = {
    "landing": "/",
    "relation": "/relation/kazakhstan/china",
    "country": "/page/china",
    "company": "/page/universal-energy",
    "agreement": "/page/treaty-1992-09-26-road-transport",
    "list": "/browse/Treaty?sort=-date",
    "timeline": "/browse/Treaty?view=timeline",
    "map": "/browse/Undertaking?view=map",
    "questions": "/queries",
    "question": "/queries/builders?word=wind",
    "asked": "/ask?q=who+built+wind+power%3F",
    "search": "/search?q=road",
    "comparison": "/compare",
    "pictures": "/plots",
    "editor": "/sparql",
    "network": "/network",
    "ontology": "/ontology",
    "about": "/about",
    "missing": "/page/nothing",
}


def taken(browser: Browser, address: str, name: str, path: str) -> list[Path]:
    """Take the pictures of one page."""
    found = []
    for scheme in ("light", "dark"):
        for width, height in WIDTHS.items():
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            found.append(GALLERY / f"{name}-{width}-{scheme}.png")
            page.screenshot(path=found[-1])
            context.close()
    return found


def main() -> None:
    """Serve the packaged graph, take all pictures, and write the page that shows them."""
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    GALLERY.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "kzgraph", "serve", "--port", "0", "--quiet"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server, sync_playwright() as player:
        assert server.stderr
        address = server.stderr.readline().split(" at ")[1].split()[0].rstrip("/")
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = player.chromium.launch(executable_path=chromium, args=arguments)
        rows = []
        for name, path in PAGES.items():
            pictures = taken(browser, address, name, path)
            links = " ".join(
                f'<a href="{each.name}"><img src="{each.name}" alt="" height="240"></a>' for each in pictures
            )
            rows.append(f"<h2>{html.escape(name)} <small>{html.escape(path)}</small></h2><p>{links}</p>")
        browser.close()
        server.terminate()
    page = f'<!doctype html><meta charset="utf-8"><title>Gallery</title>{"".join(rows)}'
    (GALLERY / "index.html").write_text(page, "utf-8")


if __name__ == "__main__":
    main()
