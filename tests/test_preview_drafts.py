"""Drafts in the preview: what is there only because of one says so, on the page itself."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from html_help import ROOT, VOID, PageReader, structure_faults

from briefing.doors.preview.session import Session
from tests.sites_help import BASE_SITE, entry, write_site

MARK = '<span class="mark-word draft">draft</span>'
DRAFT = "draft: true\n"
#: Sites and what of them becomes a draft.
SITES = {
    "real": (ROOT, ("entries/2024/11/dw-4mUgi.md", "editions/2024-11-01.md")),
    "real, of an earlier day": (ROOT, ("entries/2024/10/dw-4mKXI.md",)),
    "delta": (ROOT / "tests" / "sites" / "delta", ("entries/late.md", "entries/blog-1.md")),
}


def pages(site: Path, *, drafts: bool = True) -> dict[str, str]:
    """Every page of a preview, as HTML."""
    session = Session(site, drafts=drafts)
    session.start()
    assert session.snapshot is not None, session.state.problems
    return {
        path: served.data.decode()
        for path in session.snapshot.routes
        if path.endswith(".html") and (served := session.page(path))
    }


def small(folder: Path, files: dict[str, str]) -> Path:
    """A site with one published entry, one draft, and more."""
    return write_site(
        folder,
        {
            **BASE_SITE,
            "content/entries/open.md": entry(),
            "content/entries/mine.md": entry("2024-10-24", extra=DRAFT).replace("DE", "FR"),
            **files,
        },
    )


class Unmarked(HTMLParser):
    """Reads a page; `links` are those that no mark stands beside in their block."""

    _BLOCKS = frozenset("a li tr p dd h1 h2 h3 h4 article nav".split())

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self._open: list[tuple[str, list[str]]] = []
        self._marked: set[int] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        named = dict(attrs)
        self._open.append((tag, [named["href"] or ""] if tag == "a" and "href" in named else []))
        if "draft" in (named.get("class") or "").split():
            self._marked |= set(range(len(self._open)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        opened, links = self._open.pop()
        assert opened == tag
        marked = len(self._open) in self._marked
        self._marked.discard(len(self._open))
        if marked and tag in self._BLOCKS:
            return
        (self._open[-1][1] if self._open else self.links).extend(links)


def to_drafts(page: str, text: str, drafts: set[str]) -> list[str]:
    """Links of a page to drafts that are not marked."""
    if 'class="draft-page"' in text:
        return []
    here = dirname(page)
    return [
        link
        for link in Unmarked(text).links
        if "://" not in link and normpath(join(here, link.partition("#")[0])) in drafts
    ]


@pytest.mark.parametrize("name", SITES)
def test_every_link_to_a_draft_stands_beside_its_mark(name: str, tmp_path: Path) -> None:
    """On every page of a real site, and pages that only drafts make say so at their top."""
    source, chosen = SITES[name]
    shutil.copytree(source / "content", tmp_path / "content")
    shutil.copy(source / "briefing.toml", tmp_path)
    for path in chosen:
        file = tmp_path / "content" / path
        file.write_text(file.read_text("utf-8").replace("---\n", f"---\n{DRAFT}", 1), "utf-8")
    shown = pages(tmp_path)
    assert f"{len(chosen)} draft" in shown["index.html"]
    drafts = {f"entries/{Path(path).stem}.html" for path in chosen if path.startswith("entries")}
    drafts |= {path for path in shown if "Draft: no build makes" in shown[path]}
    for page, text in shown.items():
        assert to_drafts(page, text, drafts) == [], page
        assert "<main" not in text or structure_faults(PageReader(text)) == [], page


def test_pages_that_only_drafts_make_say_so(tmp_path: Path) -> None:
    """An entry, its day, its month and its country: no build makes them."""
    site = small(
        tmp_path, {"content/entries/mine.md": entry("2024-12-24", extra=DRAFT).replace("DE", "FR")}
    )
    shown, published = pages(site), pages(site, drafts=False)
    own = {path for path in shown if "Draft: no build makes this page." in shown[path]}
    assert own == shown.keys() - published.keys()
    assert own == {
        "entries/mine.html", "editions/2024-12-24.html", "editions/2024-12.html",
        "countries/fr.html",
    }  # fmt: skip
    assert "Draft: the newest edition is in no build." in shown["index.html"]
    assert f"</a> {MARK}" in shown["countries/index.html"]
    assert f"<bdi>December 2024</bdi></a> {MARK}" in shown["archive.html"]


def test_an_editors_words_that_are_a_draft_are_marked(tmp_path: Path) -> None:
    """The day has a published entry, so its page exists; the words above are not published yet."""
    words = (
        "---\ntitle: Not yet\nlede: A lede.\ndifferences: {title: Hm}\ndraft: true\n---\nBody.\n"
    )
    site = small(
        tmp_path, {"content/editions/2024-10-23.md": words, "content/entries/mine.md": entry()}
    )
    site.joinpath("content/entries/mine.md").unlink()
    shown = pages(site)
    for path in ("index.html", "editions/2024-10-23.html", "discrepancies/index.html"):
        assert "Draft: what the editor wrote here is in no build." in shown[path], path
    assert MARK in shown["editions/2024-10.html"]
    assert "Not yet" not in "".join(pages(site, drafts=False).values())


def test_lines_of_a_draft_are_marked_where_others_stand_beside_them(tmp_path: Path) -> None:
    """In tables, lists and the chart of a measure; under its own entry a line is not marked again."""
    site = small(
        tmp_path,
        {"content/entries/mine.md": entry("2024-10-24", "9,000", "Organisers", extra=DRAFT)},
    )
    shown = pages(site)
    rows = re.findall("<tr>.*?</tr>", shown["discrepancies/crowd.html"], re.S)
    assert {MARK in row for row in rows if "mine.html" in row} == {True}
    assert {MARK in row for row in rows if "open.html" in row and "mine.html" not in row} == {False}
    assert shown["discrepancies/crowd.html"].count('class="mark s1 draft"') == 1
    assert "The Gazette, draft</title>" in shown["discrepancies/crowd.html"]
    assert "Marks without filling are from drafts." in shown["discrepancies/crowd.html"]
    (item,) = re.findall(
        "<article.*?</article>", shown["outlets/gazette.html"].partition("open.html")[0], re.S
    )
    assert item.count(MARK) == 1
    (own,) = re.findall('<div class="statement".*?</p>', shown["entries/mine.html"], re.S)
    assert MARK not in own


@pytest.mark.parametrize("extra", ["", DRAFT])
def test_a_difference_is_marked_where_one_end_is_a_drafts(extra: str, tmp_path: Path) -> None:
    """They differ only because of a draft; a difference of published entries is not marked."""
    said = "    said: 2024-10-23\n    by:"
    files = {
        "content/entries/open.md": entry(value="4,000").replace("    by:", said),
        "content/entries/mine.md": entry(value="9,000", extra=extra).replace("    by:", said),
    }
    files["content/entries/mine.md"] = files["content/entries/mine.md"].replace("police", "unnamed")
    shown = pages(small(tmp_path, files))["discrepancies/index.html"]
    (heading,) = re.findall("<h3>.*?not yet reviewed.*?</h3>", shown)
    assert (MARK in heading) is bool(extra)


def test_who_carries_a_claim_only_in_a_draft_is_marked(tmp_path: Path) -> None:
    """The claim itself stands in a published entry: the carrier alone is marked."""
    files = {
        "content/outlets/herald.md": "---\nname: The Herald\n---\n",
        "content/entries/theirs.md": entry(extra=DRAFT).replace("gazette", "herald"),
    }
    shown = pages(small(tmp_path, files))["discrepancies/crowd.html"]
    row = next(row for row in re.findall("<tr>.*?</tr>", shown, re.S) if "Herald" in row)
    assert f"<bdi>The Herald</bdi></a> {MARK}" in row
    assert row.count(MARK) == 1


def test_links_in_prose_to_drafts_are_marked(tmp_path: Path) -> None:
    """An editor's text links to a draft: the mark stands behind the link, and behind it alone."""
    body = "See [mine](mine.md#crowd) and [the form](https://x.example/)."
    shown = pages(small(tmp_path, {"content/entries/open.md": entry(body=body)}))[
        "entries/open.html"
    ]
    assert f'<a href="mine.html#crowd">mine</a> {MARK} and <a' in shown
    assert shown.partition("<footer")[0].count(MARK) == 1


def test_a_site_without_drafts_has_no_mark(tmp_path: Path) -> None:
    """With and without drafts its pages are the same bytes."""
    site = small(tmp_path, {})
    (site / "content/entries/mine.md").unlink()
    assert pages(site) == pages(site, drafts=False)
    assert "draft" not in "".join(pages(site).values())
