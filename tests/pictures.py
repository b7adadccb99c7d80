"""Take a picture of every kind of page: narrow and wide, light and dark, and as printed.

    python tests/pictures.py [FOLDER]      (or `make pictures`: into pictures/, ignored by git)

    python tests/pictures.py --readme      (the three in docs/pictures/)

Builds the real site and the invented one of the tests. Needs Chromium (CHROMIUM names another).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from browser_help import CHROMIUM
from html_help import ROOT, built_site
from playwright.sync_api import sync_playwright

PAGES = {
    "real": (
        "index.html", "archive.html", "editions/2024-10-29.html", "editions/2024-11-01.html",
        "editions/2024-10.html", "countries/index.html", "countries/kr.html",
        "entries/dw-4mKXI.html", "entries/dw-4mJXM.html", "outlets/dw.html",
        "topics/north-korean-soldiers.html", "status.html", "discrepancies/index.html",
        "discrepancies/sent.html", "about.html", "404.html",
    ),
    "delta": (
        "index.html", "editions/2025-03-02.html", "countries/eg.html", "entries/interview.html",
        "entries/operator.html", "entries/late.html", "outlets/kurier.html", "corrections.html",
    ),
}  # fmt: skip
LOOKS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]
#: Name, page, width, height and scheme of the pictures in the README.
README = (
    ("edition", "editions/2024-10-29.html", 1000, 760, "light"),
    ("differences", "discrepancies/index.html", 1000, 760, "light"),
    ("phone", "entries/dw-4mKXI.html", 390, 760, "dark"),
)
TALLEST = 3200
"""Pixels of a page that a picture shows."""


def main(folder: Path) -> None:
    """Build both sites and picture their pages."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for site, pages in PAGES.items():
            source = ROOT if site == "real" else ROOT / "tests" / "sites" / site
            output = built_site(Path(work) / site, source, "")
            for page in pages:
                name = f"{site}-{page.removesuffix('.html').replace('/', '-')}"
                picture(browser, (output / page).as_uri(), folder / name)
                print(name)
        browser.close()


def readme(folder: Path) -> None:
    """Take the three small pictures that the README shows."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        output = built_site(Path(work) / "real", ROOT, "")
        for name, page, width, height, scheme in README:
            tab = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            tab.goto((output / page).as_uri())
            tab.screenshot(path=folder / f"{name}.png")
            tab.close()
        browser.close()


def picture(browser: Any, address: str, stem: Path) -> None:
    """Picture one page in every look, and print it."""
    for width, scheme in LOOKS:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        tab = context.new_page()
        tab.goto(address)
        height = min(TALLEST, tab.evaluate("document.documentElement.scrollHeight"))
        tab.set_viewport_size({"width": width, "height": height})
        tab.screenshot(path=f"{stem}-{width}-{scheme}.png")
        context.close()
    tab = browser.new_page(viewport={"width": 794, "height": 1123})
    tab.goto(address)
    tab.emulate_media(media="print")
    tab.screenshot(path=f"{stem}-print.png")
    tab.close()


if __name__ == "__main__":
    if sys.argv[1:] == ["--readme"]:
        readme(ROOT / "docs" / "pictures")
    else:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "pictures")
