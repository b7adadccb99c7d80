"""Pages in a real browser: accessible by rule in both schemes, narrow screens, keyboard, policy."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from browser_help import CHROMIUM, need_browser
from html_help import ROOT, built_site

need_browser("playwright.sync_api", "axe_playwright_python.sync_playwright")

DELTA = ROOT / "tests" / "sites" / "delta"
#: One page of each kind.
REAL = (
    "index.html", "archive.html", "editions/2024-10-29.html", "editions/2024-11-01.html",
    "editions/2024-10.html", "countries/index.html", "countries/kr.html", "entries/dw-4mKXI.html",
    "entries/dw-4mJXM.html", "outlets/dw.html", "topics/north-korean-soldiers.html",
    "status.html", "discrepancies/index.html", "discrepancies/sent.html", "about.html", "404.html",
)  # fmt: skip
INVENTED = (
    "index.html", "archive.html", "editions/2025-03-02.html", "editions/2025-03-05.html",
    "countries/eg.html", "countries/jp.html", "entries/interview.html", "entries/operator.html",
    "entries/weak.html", "outlets/kurier.html", "topics/empty.html", "status.html",
    "discrepancies/level.html", "discrepancies/unused.html", "corrections.html", "about.html",
)  # fmt: skip
PAGES = [
    *(("real", page) for page in REAL),
    *(("delta", page) for page in INVENTED),
    *(("rtl", page) for page in ("index.html", "editions/2025-03-02.html", "countries/eg.html")),
]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A local server that gives out the sites, each below a path of its own."""
    folder = tmp_path_factory.mktemp("browser")
    handler = partial(Quiet, directory=str(folder / "www"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    root = f"http://127.0.0.1:{server.server_port}"
    for name, source, settings in (
        ("real", ROOT, {}),
        ("delta", DELTA, {}),
        ("rtl", DELTA, {"language": "ar"}),
    ):
        output = built_site(folder / "sites" / name, source, f"{root}/{name}/", **settings)
        shutil.copytree(output, folder / "www" / name)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield root
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.mark.parametrize(("site", "page"), PAGES)
def test_a_page_passes_axe_in_both_schemes(
    browser: Any, address: str, site: str, page: str
) -> None:
    """No finding of axe (WCAG 2.2 AA and good practice), light and wide or dark and narrow.

    And nothing is written to the console, nothing asked of another host, nothing wider than 320 px.
    """
    from axe_playwright_python.sync_playwright import Axe

    for scheme, width in (("light", 1280), ("dark", 360)):
        context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
        )
        tab = context.new_page()
        said: list[str] = []
        tab.on("console", lambda message, said=said: said.append(message.text))
        tab.on("request", lambda request, said=said: said.append(request.url)
               if not request.url.startswith(address) else None)  # fmt: skip
        tab.goto(f"{address}/{site}/{page}")
        tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        results = Axe().run(tab)
        assert [violation["id"] for violation in results.response["violations"]] == [], (
            results.generate_report()
        )
        assert said == []
        tab.set_viewport_size({"width": 320, "height": 700})
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320
        context.close()


def test_every_stop_of_the_keyboard_is_visible(browser: Any, address: str) -> None:
    """The first stop skips to the content; each stop has an outline and stands on the screen."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(f"{address}/real/editions/2024-10-29.html")
    stops = []
    for _ in range(60):
        tab.keyboard.press("Tab")
        found = tab.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e),
            r = e.getBoundingClientRect(); return [e.tagName, e.getAttribute('href') || '',
            s.outlineStyle, parseFloat(s.outlineWidth), r.left >= 0 && r.width > 0] }"""
        )
        if found[0] == "BODY":
            break
        stops.append(found)
    assert stops[0][1] == "#page__content"
    assert [stop for stop in stops if stop[2] == "none" or stop[3] < 3 or not stop[4]] == []
    assert len(stops) > 20
    tab.close()


def test_the_tree_that_is_read_aloud_keeps_tables(browser: Any, address: str) -> None:
    """A table stacked on a phone is a table with rows and cells to a screen reader."""
    tab = browser.new_page(viewport={"width": 360, "height": 800})
    tab.goto(f"{address}/real/countries/index.html")
    session = tab.context.new_cdp_session(tab)
    roles = [n["role"]["value"] for n in session.send("Accessibility.getFullAXTree")["nodes"]]
    assert roles.count("table") == 1
    assert roles.count("row") > 5
    assert roles.count("cell") > 15
    assert roles.count("rowheader") > 5
    tab.close()


def test_a_page_prints_on_white(browser: Any, address: str) -> None:
    """From a dark screen too, paper is white and ink is black; the navigation stays on the screen."""
    context = browser.new_context(color_scheme="dark")
    tab = context.new_page()
    tab.goto(f"{address}/real/entries/dw-4mKXI.html")
    tab.emulate_media(media="print")
    style = "getComputedStyle(document.body)"
    assert tab.evaluate(f"{style}.backgroundColor") == "rgb(255, 255, 255)"
    assert tab.evaluate(f"{style}.color") == "rgb(0, 0, 0)"
    assert not tab.locator(".masthead nav").is_visible()
    context.close()


def test_a_page_reads_from_the_right(browser: Any, address: str) -> None:
    """In a language written from right to left the whole page turns."""
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto(f"{address}/rtl/index.html")
    brand = tab.locator(".brand").bounding_box()
    navigation = tab.locator(".masthead nav").bounding_box()
    assert brand["x"] > navigation["x"]
    tab.close()
