"""Reads built pages as a strict parser would, and names what is wrong with them."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from briefing.build import build
from briefing.doors.starting import Answers, start
from briefing.stages import Options

ROOT = Path(__file__).resolve().parent.parent
#: Sites and their base addresses: the real one, an invented one, and what `briefing new` writes.
SITES: dict[str, tuple[Path | None, str]] = {
    "real": (ROOT, "https://example.org/"),
    "delta": (ROOT / "tests" / "sites" / "delta", "https://example.org/watch/"),
    "starter": (None, ""),
}


def built_sites(folder: Path) -> dict[str, Path]:
    """Build each site below a folder; return the output folders."""
    return {name: built_site(folder / name, *SITES[name]) for name in SITES}


def built_site(site: Path, source: Path | None, base_url: str, **settings: str) -> Path:
    """Build a copy of a site, with other settings perhaps; return its output folder."""
    site.mkdir(parents=True, exist_ok=True)
    if source is None:
        start(site, Answers())
    else:
        shutil.copy(source / "briefing.toml", site)
        shutil.copytree(source / "content", site / "content", dirs_exist_ok=True)
    text = (site / "briefing.toml").read_text("utf-8")
    for key, value in settings.items():
        text = re.sub(rf"(?m)^{key} = .*$", f'{key} = "{value}"', text)
    (site / "briefing.toml").write_text(text, "utf-8")
    report = build(Options(site=site, output=site / "output", base_url=base_url))
    assert not report.failed, report.problems
    return site / "output"


VOID = {"meta", "link", "br", "hr", "img", "path", "circle", "rect", "line", "input", "wbr"}
_BLOCKS = {"p", "ul", "ol", "dl", "div", "table", "section", "article", "h1", "h2", "h3", "h4"}


class PageReader(HTMLParser):
    """One page: its links, ids, headings, text and faults of nesting."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self.text: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        if self._open:
            self.faults.append(f"left open: {self._open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.attributes.append((tag, named))
        if len(named) != len(attrs):
            self.faults.append(f"an attribute twice in <{tag}>")
        if tag in _BLOCKS and "p" in self._open:
            self.faults.append(f"<{tag}> inside <p>")
        if named.get("id"):
            self.ids.append(str(named["id"]))
        for name in ("href", "src"):
            if name in named:
                self.links.append((tag, str(named[name])))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "style" in named or any(name.startswith("on") for name in named):
            self.faults.append(f"inline style or handler in <{tag}>")
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1:]}")
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not {"script", "style", "title"} & set(self._open):
            self.text.append(data)

    @property
    def words(self) -> str:
        """All visible text, with single spaces."""
        return " ".join("".join(self.text).replace("\u00a0", " ").split())


def read(path: Path) -> PageReader:
    """Read one built page."""
    return PageReader(path.read_text("utf-8"))


def structure_faults(page: PageReader) -> list[str]:
    """Name doubled ids, a missing or second h1, and headings that jump."""
    faults = list(page.faults)
    faults += [f"id {name!r} twice" for name in set(page.ids) if page.ids.count(name) > 1]
    if page.headings.count(1) != 1:
        faults.append(f"{page.headings.count(1)} h1")
    for before, after in zip(page.headings, page.headings[1:], strict=False):
        if after > before + 1:
            faults.append(f"h{before} is followed by h{after}")
    return faults


def link_faults(output: Path, path: Path, page: PageReader, base_url: str) -> list[str]:
    """Name links that lead to no file or no id of the output folder."""
    faults = []
    for tag, link in page.links:
        parts = urlsplit(link)
        root = urlsplit(base_url).path or "/"
        if path.name == "404.html" and link.startswith(root):
            target = output / unquote(link[len(root) :].partition("#")[0])
        elif parts.scheme:
            if tag in ("img", "script") or parts.scheme not in ("http", "https", "mailto"):
                faults.append(f"{tag} to {link}")
            continue
        elif link.startswith("/"):
            faults.append(f"{link} depends on where the site stands")
            continue
        else:
            target = path.parent / unquote(parts.path) if parts.path else path
        if not target.is_file():
            faults.append(f"{link} leads nowhere")
        elif parts.fragment and target.suffix == ".html":
            ids = page.ids if target.resolve() == path.resolve() else read(target).ids
            if unquote(parts.fragment) not in ids:
                faults.append(f"{link} has no such id")
    return faults
