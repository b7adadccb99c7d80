"""What was published, cloned again and looked at as a reader's browser would, under /project/.

The server below answers as GitHub Pages does: a folder leads to its slash, `page` finds `page.html`,
and what is missing is 404.html with status 404, at any depth.
"""

from __future__ import annotations

import re
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.html_help import PageReader, read
from tests.publish_help import World
from tests.sites_help import tree
from tests.test_feeds import items

ROOT = Path(__file__).resolve().parent.parent
BASE = "https://ada.github.io/project/"


class Pages(SimpleHTTPRequestHandler):
    """GitHub Pages, on loopback."""

    base = "/"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        root = Path(self.directory)
        file = (
            root / path.removeprefix(self.base) if path.startswith(self.base) else root / "404.html"
        )
        if file.is_dir() and not path.endswith("/"):
            self.send_response(301)
            self.send_header("Location", path + "/")
            self.end_headers()
            return
        if file.is_dir():
            file = file / "index.html"
        elif not file.exists() and file.with_name(file.name + ".html").exists():
            file = file.with_name(file.name + ".html")
        status = 200 if file.is_file() and path.startswith(self.base) else 404
        data = (file if status == 200 else root / "404.html").read_bytes()
        self.send_response(status)
        self.send_header(
            "Content-Type", self.guess_type(file.name if status == 200 else "404.html")
        )
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, published to a bare repository and cloned from it."""
    folder = tmp_path_factory.mktemp("published")
    world = World(folder, {".gitignore": ".briefing/\n/output/\n"})
    for name in ("content", "static"):
        if (ROOT / name).is_dir() and name == "content":
            shutil.copytree(ROOT / name, world.work / name)
    for name in ("briefing.toml", "evidence.lock"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, world.work)
    toml = (world.work / "briefing.toml").read_text("utf-8")
    toml = re.sub(r"(?m)^base_url = .*$", f'base_url = "{BASE}"', toml)
    (world.work / "briefing.toml").write_text(toml, "utf-8")
    world.published()
    return world.clone(folder / "clone")


@pytest.fixture(params=["/project/", "/"])
def served(request: pytest.FixtureRequest, clone: Path) -> Iterator[str]:
    """The clone, served under a project's path and at the root."""
    handler = type("Served", (Pages,), {"base": request.param})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(clone)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}{request.param}"
    server.shutdown()
    server.server_close()


def get(url: str) -> tuple[int, bytes, str]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read(), answer.headers["Content-Type"]
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers["Content-Type"]


def crawl(start: str) -> tuple[dict[str, PageReader], list[str]]:
    """Follow every link from a page; return the pages by address, and what is wrong."""
    pages: dict[str, PageReader] = {}
    seen, ahead, faults = set(), [(start, "")], []
    wanted: list[tuple[str, str, str]] = []
    while ahead:
        url, source = ahead.pop()
        if url in seen:
            continue
        seen.add(url)
        status, data, kind = get(url)
        if status != 200:
            faults.append(f"{source}: {url} is {status}")
        if status != 200 or not kind.startswith("text/html"):
            continue
        pages[url] = PageReader(data.decode("utf-8"))
        for _, link in pages[url].links:
            full, _, fragment = urljoin(url, link).partition("#")
            if full.startswith(start):
                ahead.append((full, url))
                wanted.append((full, unquote(fragment), url))
            elif not link.startswith(("https://", "http://", "mailto:")):
                faults.append(f"{url}: {link} leads out of the site")
    for full, fragment, url in wanted:
        if fragment and not fragment.startswith(":~:") and fragment not in pages[full].ids:
            faults.append(f"{url}: no #{fragment} in {full}")
    return pages, faults


def test_every_link_fragment_and_asset_is_there(served: str, clone: Path) -> None:
    """A crawl from the front page meets nothing missing, and every page of the site."""
    pages, faults = crawl(served)
    assert faults == []
    html = {p for p in tree(clone) if p.endswith(".html") and not p.startswith(".git/")}
    met = {url.removeprefix(served) or "index.html" for url in pages}
    redirects = {p for p in html if b'http-equiv="refresh"' in (clone / p).read_bytes()}
    assert html - met - redirects == {"404.html"}


def test_every_page_works_from_disk(clone: Path) -> None:
    """The same files, opened without a server: each relative link names a file that is there."""
    for path in clone.rglob("*.html"):
        for _, link in read(path).links:
            if path.name != "404.html" and not re.match(r"[a-z]+:", link):
                target = unquote(link.partition("#")[0])
                assert not target or (path.parent / target).is_file(), (path, link)


def test_every_address_of_the_feeds_is_there(served: str, clone: Path) -> None:
    """Feeds, the sitemap, and what they lead to are found below the published address."""
    found = [p for p in tree(clone) if p.startswith("feeds/")]
    assert len(found) > 10
    urls = {item.url for path in found for item in items(path, (clone / path).read_bytes())}
    sitemap = (clone / "sitemap.xml").read_text("utf-8")
    urls |= set(re.findall(r"<loc>([^<]+)</loc>", sitemap)) | {BASE + path for path in found}
    for url in urls:
        assert url.startswith(BASE)
        assert get(served + url.removeprefix(BASE).partition("#")[0])[0] == 200, url


@pytest.mark.parametrize(
    "path", ["nothing.html", "a/b/c/d.html", "entries/none", "editions/1999-01-01.html"]
)
def test_what_is_missing_has_a_page_at_any_depth(served: str, path: str) -> None:
    """404.html is shown with status 404; its style, links and feeds begin at the root and are there."""
    status, data, _ = get(served + path)
    assert status == 404
    links = [link for _, link in PageReader(data.decode("utf-8")).links if not link.startswith("#")]
    assert len(links) > 5
    for link in links:
        assert link.startswith("/project/"), link
        assert get(served + link.removeprefix("/project/").partition("#")[0])[0] == 200, link


def test_nothing_else_names_the_root_of_the_host(clone: Path) -> None:
    """No address begins with a slash: elsewhere than under this very path it would leave the site."""
    for path, data in tree(clone).items():
        if path.endswith((".html", ".css")) and path != "404.html":
            found = re.findall(rb"""(?:href|src|url)\s*[=(]\s*["']?/(?!/)[^"')\s]*""", data)
            assert found == [], path
