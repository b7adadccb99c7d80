"""Text fragments in a real browser: each link finds its sentence in a saved page."""

from __future__ import annotations

import contextlib
import html
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from browser_help import CHROMIUM, need_browser

from briefing.thought.evidence import Passage, evidence_url, find, fold, fragment_of

need_browser("playwright.sync_api")

#: A saved page as text: a line is a block, as when a browser copies it.
PAGE = """\
The council says it is a "growing worry" and more.
It bought 50 newer Lynx 2\u00a0A8\u00a0vans from the city, at 1,271 each.
The mayor\u2019s \u201cplan\u201d \u2014 first aired in June \u2014 is a sign of \u201cgrowing worry\u201d too.
We expect about 10,000 visitors, said Ann Lee & Co.
Na\u00efve visitors of the caf\u00e9 on Z\u00fcrich-Enge street wrote \u5317\u671d\u9bae\u306e\u5175\u58eb\u304c too.
The deputy mayor told the council on Tuesday evening that nobody had asked her about the vans at all.
She left early.
"""
#: Quotation, and the block that it must lead to.
QUOTATIONS = [
    ('"growing worry"', 0, "first"),
    ("50 newer Lynx 2 A8 vans", 1, ""),
    ("1,271 each", 1, ""),
    ("The mayor's \"plan\" - first aired", 2, ""),
    ("growing worry", 2, "last"),
    ("first aired in June \u2014 is a sign", 2, ""),
    ("about 10,000 visitors, said Ann Lee & Co", 3, ""),
    ("visitors of the caf\u00e9 on Z\u00fcrich-Enge street", 4, ""),
    ("\u5317\u671d\u9bae", 4, ""),
    ("The deputy mayor told the council on Tuesday evening that nobody had asked her about the vans at all", 5, ""),
    ("told the council \u2026 the vans at all", 5, ""),
    ("about the vans at all. She left early", 5, ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A local server that gives out the saved page, its blocks far apart."""
    blocks = [f"<p id=b{n}>{html.escape(line)}</p>" for n, line in enumerate(PAGE.splitlines())]
    gap = "<div style='height:3000px'></div>"
    page = f"<!doctype html><meta charset=utf-8>{gap}{gap.join(blocks)}{gap}".encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def links(address: str) -> list[tuple[str, int]]:
    """Return the link of each quotation, and the block it must lead to."""
    made = []
    text = fold(PAGE)
    for number, (quotation, block, which) in enumerate(QUOTATIONS):
        lines = [found.start() for found in re.finditer(r"^", PAGE, re.M)]
        span = (lines[block], lines[block + 1]) if which else None
        passage = find(text, quotation, span=span)
        assert isinstance(passage, Passage), quotation
        link = evidence_url(f"{address}{number}", quotation, fragment_of(text, passage, quotation))
        made.append((link, block))
    return made


def test_each_fragment_finds_its_sentence(browser: Any, address: str) -> None:
    """Chromium goes to the very block of every quotation, whatever marks and letters it has."""
    from playwright.sync_api import Error

    went = []
    context = browser.new_context(viewport={"width": 800, "height": 600})
    for link, _ in links(address):
        page = context.new_page()
        page.goto(link)
        with contextlib.suppress(Error):
            page.wait_for_function("scrollY > 0", timeout=3000)
        went.append(page.evaluate(_IN_VIEW))
        page.close()
    assert went == [f"b{block}" for _, block in links(address)]


_IN_VIEW = """() => [...document.querySelectorAll('p')].filter(p => {
  const r = p.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight
}).map(p => p.id).join()"""
