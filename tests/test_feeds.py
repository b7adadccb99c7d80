"""Feeds, sitemap, redirects and heads: what reaches readers who do not come by the front page."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin
from xml.etree import ElementTree

import pytest
from msgspec import Struct

from briefing.ground.zones import beginning
from tests.html_help import PageReader, read
from tests.sites_help import BASE_SITE, built, entry, problems_of, tree, write_site

ROOT = Path(__file__).resolve().parent.parent
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
BASES = {"real": "https://example.org/", "delta": "https://example.org/watch/"}


class Item(Struct, frozen=True):
    """An item of any feed, as a reader's program sees it."""

    id: str
    title: str
    url: str
    published: str
    updated: str
    content: str


def atom_items(data: bytes) -> list[Item]:
    def one(entry: ElementTree.Element) -> Item:
        texts = {n: entry.findtext(ATOM + n) or "" for n in ("id", "title", "published", "updated")}
        link = entry.find(ATOM + "link")
        assert link is not None
        return Item(
            **texts, url=link.get("href", ""), content=entry.findtext(ATOM + "content") or ""
        )

    return [one(each) for each in ElementTree.fromstring(data).findall(ATOM + "entry")]


def rss_items(data: bytes) -> list[Item]:
    def one(item: ElementTree.Element) -> Item:
        texts = {
            n: item.findtext(n) or "" for n in ("guid", "title", "link", "pubDate", "description")
        }
        when = parsedate_to_datetime(texts["pubDate"]).isoformat()
        return Item(texts["guid"], texts["title"], texts["link"], "", when, texts["description"])

    return [one(each) for each in ElementTree.fromstring(data).iter("item")]


def json_items(data: bytes) -> list[Item]:
    return [
        Item(
            i["id"],
            i["title"],
            i["url"],
            i["date_published"],
            i["date_modified"],
            i["content_html"],
        )
        for i in json.loads(data)["items"]
    ]


def items(path: str, data: bytes) -> list[Item]:
    if path.endswith(".json"):
        return json_items(data)
    return rss_items(data) if b"<rss" in data else atom_items(data)


def feeds(output: Path) -> dict[str, bytes]:
    return {path: data for path, data in tree(output).items() if path.startswith("feeds/")}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The real site and an invented one, built once."""
    found = {}
    for name, folder in {"real": ROOT, "delta": ROOT / "tests" / "sites" / "delta"}.items():
        site = tmp_path_factory.mktemp(name)
        shutil.copy(folder / "briefing.toml", site)
        shutil.copytree(folder / "content", site / "content")
        report = built(site, site / "output", base_url=BASES[name])
        assert not report.failed, report.problems
        found[name] = site / "output"
    return found


def file_of(output: Path, base: str, url: str) -> Path:
    assert url.startswith(base), f"{url} is not below {base}"
    path = unquote(url[len(base) :].partition("#")[0])
    return output / (path + "index.html" if path.endswith("/") or not path else path)


# ── form ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("site", BASES)
def test_every_atom_feed_has_what_the_format_asks_for(outputs: dict[str, Path], site: str) -> None:
    """One id, title, updated and self link each; ids are tag URIs and stand once; days are RFC 3339."""
    seen = 0
    for path, data in feeds(outputs[site]).items():
        if not path.endswith(".xml") or path == "feeds/rss.xml":
            continue
        seen += 1
        feed = ElementTree.fromstring(data)
        for name in ("id", "title", "updated", "author"):
            assert len(feed.findall(ATOM + name)) == 1, (path, name)
        own = [
            link.get("href") for link in feed.findall(ATOM + "link") if link.get("rel") == "self"
        ]
        assert own == [BASES[site] + path]
        found = atom_items(data)
        assert len({item.id for item in found}) == len(found)
        for item in found:
            assert re.fullmatch(r"tag:example\.org,2024:\S+", item.id)
            assert item.title.strip()
            assert MOMENT.fullmatch(item.published)
            assert MOMENT.fullmatch(item.updated)
            assert item.updated >= item.published
        assert [i.updated for i in found] == sorted((i.updated for i in found), reverse=True)
        if found:
            assert feed.findtext(ATOM + "updated") == found[0].updated
    assert seen > 5


@pytest.mark.parametrize("site", BASES)
def test_the_three_forms_of_the_sites_feed_say_the_same(
    outputs: dict[str, Path], site: str
) -> None:
    """Atom, RSS and JSON Feed carry the same items with the same ids, days and content."""
    found = feeds(outputs[site])
    atom = atom_items(found["feeds/site.xml"])
    assert json_items(found["feeds/site.json"]) == atom
    assert [(i.id, i.url, i.content) for i in rss_items(found["feeds/rss.xml"])] == [
        (i.id, i.url, i.content) for i in atom
    ]
    assert [datetime.fromisoformat(i.updated) for i in rss_items(found["feeds/rss.xml"])] == [
        datetime.fromisoformat(i.updated) for i in atom
    ]
    head = json.loads(found["feeds/site.json"])
    assert head["version"] == "https://jsonfeed.org/version/1.1"
    assert head["feed_url"] == BASES[site] + "feeds/site.json"


def addresses(content: str) -> Iterator[str]:
    for _, link in PageReader(content).links:
        yield link


@pytest.mark.parametrize("site", BASES)
def test_every_address_in_a_feed_is_absolute_and_leads_somewhere(
    outputs: dict[str, Path], site: str
) -> None:
    """Links of items and in their content are absolute; those to the site name a file and its id."""
    ids: dict[Path, list[str]] = {}
    for path, data in feeds(outputs[site]).items():
        for item in items(path, data):
            for url in (item.url, *addresses(item.content)):
                assert re.match(r"https?://|mailto:", url), (path, url)
                if not url.startswith(BASES[site]):
                    continue
                file = file_of(outputs[site], BASES[site], url)
                assert file.is_file(), (path, url)
                fragment = unquote(url.partition("#")[2])
                if fragment:
                    ids[file] = ids.get(file) or read(file).ids
                    assert fragment in ids[file], (path, url)


@pytest.mark.parametrize("site", BASES)
def test_content_is_safe_for_readers(outputs: dict[str, Path], site: str) -> None:
    """Nothing that programs drop or run: no script, style, frame, form, drawing or disclosure."""
    for path, data in feeds(outputs[site]).items():
        for item in items(path, data):
            assert not re.search(
                r"<(script|style|iframe|form|svg|details|object|input|button)\b| on\w+=|javascript:",
                item.content,
            ), path
            assert PageReader(f"<div>{item.content}</div>").faults == [], (path, item.id)


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", html.unescape(text).casefold()))


@pytest.mark.parametrize("site", BASES)
def test_a_feed_has_no_word_that_its_page_does_not_carry(
    outputs: dict[str, Path], site: str
) -> None:
    """Title and content of each item use the words of the page it leads to."""
    pages: dict[Path, set[str]] = {}
    for path, data in feeds(outputs[site]).items():
        for item in items(path, data):
            file = file_of(outputs[site], BASES[site], item.url)
            pages[file] = pages.get(file) or words(read(file).words)
            said = words(item.title) | words(PageReader(item.content).words)
            assert said - pages[file] == set(), (path, item.id)


# ── what an item is ─────────────────────────────────────────────────────────────────────────────

DAY = "2024-10-23"
THREE: dict[str, str | bytes] = {
    **BASE_SITE,
    **{
        f"content/entries/{n}.md": entry(
            f"2024-10-2{n}", value=f"about {n},000", extra="topics: [square]\n"
        )
        for n in (1, 2, 3)
    },
    "content/editions/2024-10-23.md": "---\ntitle: The march of the 23rd\nlede: Many marched.\n---\nText.\n",
}


def changed_items(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, set[str]]:
    """Ids of the items of each feed that are new, gone or different."""
    found = {}
    for path in before.keys() | after.keys():
        old = {item.id: item for item in items(path, before[path])}
        new = {item.id: item for item in items(path, after[path])}
        found[path] = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    return found


def test_over_three_builds_with_one_edited_entry_one_item_changes(tmp_path: Path) -> None:
    """An unchanged build changes no feed; an edited entry changes its one item, wherever it stands."""
    site = write_site(tmp_path, THREE)
    built(site)
    first = feeds(site / "output")
    built(site, fresh=True)
    assert feeds(site / "output") == first
    text = entry(
        "2024-10-22",
        value="about 2,000",
        body="Text, improved.",
        extra="topics: [square]\nrevised: 2024-11-05\n",
    )
    write_site(site, {"content/entries/2.md": text})
    built(site)
    third = changed_items(first, feeds(site / "output"))
    expected = {"tag:example.org,2024:t/entry/2"}
    assert third.pop("feeds/changes.xml") == set()
    assert third == {
        "feeds/site.xml": expected, "feeds/rss.xml": expected, "feeds/site.json": expected,
        "feeds/countries/de.xml": expected, "feeds/measures/crowd.xml": expected,
    }  # fmt: skip
    newest = atom_items(feeds(site / "output")["feeds/site.xml"])[0]
    assert (newest.id, newest.updated[:10]) == ("tag:example.org,2024:t/entry/2", "2024-11-05")
    assert "Text, improved." in newest.content


def test_an_added_entry_adds_one_item(tmp_path: Path) -> None:
    """A new entry leaves every other item as it was, in the feeds of its actor and measure too."""
    site = write_site(tmp_path, THREE)
    built(site)
    first = feeds(site / "output")
    write_site(site, {"content/entries/4.md": entry("2024-10-24", extra="topics: [square]\n")})
    built(site)
    found = changed_items(first, feeds(site / "output"))
    found.pop("feeds/changes.xml")
    assert set(map(frozenset, found.values())) == {frozenset({"tag:example.org,2024:t/entry/4"})}


def item_of(site: Path, name: str = "3", **options: Any) -> Item:
    report = built(site, fresh=True, **options)
    assert not report.failed, report.problems
    found = atom_items((site / "output" / "feeds" / "site.xml").read_bytes())
    return next(item for item in found if item.id.endswith(f"entry/{name}"))


@pytest.mark.parametrize(
    ("extra", "correction", "updated"),
    [
        ("", None, "2024-10-23"),
        ("revised: 2024-10-30\n", None, "2024-10-30"),
        ("added: 2024-10-25\n", None, "2024-10-25"),
        ("updated: 2024-12-01\n", None, "2024-10-23"),
        ("revised: 2024-10-30\n", "2024-11-02", "2024-11-02"),
        ("revised: 2024-11-30\n", "2024-11-02", "2024-11-30"),
    ],
)
def test_updated_is_the_latest_of_its_days(
    tmp_path: Path, extra: str, correction: str | None, updated: str
) -> None:
    """The day it was published, taken in, revised or corrected by us; not the outlet's own changes."""
    files = {**THREE, "content/entries/3.md": entry(extra=extra)}
    if correction:
        files["content/corrections/c.md"] = (
            f"---\ndate: {correction}\nwhere: '3'\nold: one\nnew: two\n---\nOurs.\n"
        )
    item = item_of(write_site(tmp_path, files))
    assert item.updated[:10] == updated
    assert ("Ours." in item.content) == bool(correction)


def test_an_id_outlives_title_address_and_host(tmp_path: Path) -> None:
    """A new title, a new address with the old one kept, and a move of the site keep the id."""
    site = write_site(tmp_path, THREE)
    before = item_of(site)
    (site / "content/entries/3.md").unlink()
    text = entry(extra="aliases: [entries/3.html]\n").replace("March of", "A march on")
    write_site(
        site,
        {
            "content/entries/renamed.md": text,
            "briefing.toml": 'title = "Test"\nbase_url = "https://new.example/"\ntag = "example.org,2024:t"\n',
        },
    )
    after = item_of(site)
    assert after.id == before.id == "tag:example.org,2024:t/entry/3"
    assert after.title != before.title
    assert after.url == "https://new.example/entries/renamed.html"


def test_the_authority_of_ids_is_checked(tmp_path: Path) -> None:
    """A `tag` that makes no tag URI is a problem with its line."""
    toml = 'title = "Test"\ntag = "not a tag"\n'
    found = problems_of(write_site(tmp_path, {**THREE, "briefing.toml": toml}))
    assert [(p.line, p.code) for p in found] == [(2, "bad-value")]


def test_days_are_those_of_the_sites_zone(tmp_path: Path) -> None:
    """A day begins at midnight where the site says, with the offset of that day."""
    assert beginning(date(2024, 10, 23), "Europe/Berlin") == "2024-10-23T00:00:00+02:00"
    assert beginning(date(2024, 11, 23), "Europe/Berlin") == "2024-11-23T00:00:00+01:00"
    assert MOMENT.fullmatch(beginning(date(1850, 1, 1), "Europe/Berlin"))


def test_corrections_and_what_changed_have_a_feed(outputs: dict[str, Path], tmp_path: Path) -> None:
    """What an edition says is new, and each correction, are items with ids of their own."""
    found = atom_items(feeds(outputs["real"])["feeds/changes.xml"])
    assert found[0].id == "tag:example.org,2024:changes/2024-11-01"
    assert "Same source, new figure" in next(i for i in found if "2024-10-29" in i.id).content
    found = atom_items(feeds(outputs["delta"])["feeds/changes.xml"])
    assert any(i.id.endswith("correction/level") for i in found)


def test_what_xml_cannot_hold_does_not_break_a_feed(tmp_path: Path) -> None:
    """Marks, quotes and control characters of a text arrive as text, or not at all."""
    hard = '<script>alert("1")</script> & ]]> \u2028 \x0c\x7f \ufffe end'
    files = {
        **THREE,
        "content/entries/3.md": entry(body=hard).replace("March of", 'A < B & \\"C\\" ]]>'),
    }
    files["content/entries/3.md"] = (
        files["content/entries/3.md"]
        .replace("title: A", "title: 'A")
        .replace("2024-10-23\noutlet", "x'\noutlet", 1)
    )
    item = item_of(write_site(tmp_path, files))
    assert item.title == 'A < B & \\"C\\" ]]> x'
    assert "&lt;script&gt;" in item.content
    assert "end" in item.content
    assert "<script" not in item.content


def test_drafts_and_undated_entries_are_in_no_feed(tmp_path: Path) -> None:
    """A draft stands nowhere; what no day dates cannot stand in an order of days."""
    files = {
        **THREE,
        "content/entries/secret.md": entry(body="A secret.", extra="draft: true\n"),
        "content/entries/undated.md": entry(body="Undated.").replace(
            "date: 2024-10-23\n", "date: unknown\n", 1
        ),
    }
    site = write_site(tmp_path, files)
    report = built(site)
    assert not report.failed, report.problems
    everything = b"".join(feeds(site / "output").values())
    assert b"secret" not in everything
    assert b"entries/undated" not in everything


def test_without_an_address_there_are_no_feeds(tmp_path: Path) -> None:
    """A site that does not know where it will be has no feed, sitemap or link to them."""
    site = write_site(tmp_path, {**THREE, "briefing.toml": 'title = "Test"\n'})
    built(site)
    found = tree(site / "output")
    assert not [p for p in found if p.startswith("feeds/") or p in ("sitemap.xml", "robots.txt")]
    assert b"feeds/" not in found["index.html"]


# ── how they are found ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("site", BASES)
def test_every_page_leads_to_the_feeds(outputs: dict[str, Path], site: str) -> None:
    """Each page names the site's feeds in its head and foot; an actor's or a measure's its own, too."""
    output, base = outputs[site], BASES[site]
    for path in sorted(output.rglob("*.html")):
        page = read(path)
        if any(tag == "meta" and a.get("http-equiv") == "refresh" for tag, a in page.attributes):
            continue
        named = [a for tag, a in page.attributes if tag == "link" and a.get("rel") == "alternate"]
        for link in named:
            href = str(link["href"])
            full = urljoin(base + path.relative_to(output).as_posix(), href)
            target = file_of(output, base, full)
            assert target.resolve().is_file(), (path, href)
        kinds = [link["type"] for link in named]
        assert kinds[:4] == [
            "application/atom+xml", "application/rss+xml", "application/feed+json", "application/atom+xml",
        ]  # fmt: skip
        rel = path.relative_to(output).as_posix()
        own = re.fullmatch(r"(countries|discrepancies)/(?!index)(.+)\.html", rel)
        folder = {"countries": "countries", "discrepancies": "measures"}[own[1]] if own else ""
        last = str(named[-1]["href"])
        assert last.endswith(f"feeds/{folder}/{own[2]}.xml" if own else "feeds/changes.xml"), rel


@pytest.mark.parametrize("site", BASES)
def test_the_sitemap_lists_every_page_once(outputs: dict[str, Path], site: str) -> None:
    """All pages but 404 and redirects, by the address that each calls its own."""
    output, base = outputs[site], BASES[site]
    urls = ElementTree.parse(output / "sitemap.xml").getroot()
    listed = [url.findtext(MAP + "loc") or "" for url in urls]
    assert len(set(listed)) == len(listed)
    canonical = {}
    for path in output.rglob("*.html"):
        text = path.read_text("utf-8")
        if 'http-equiv="refresh"' not in text and path.name != "404.html":
            found = re.search(r'<link rel="canonical" href="([^"]+)"', text)
            assert found, path
            canonical[html.unescape(found[1])] = path
    assert set(listed) == set(canonical)
    assert base in listed
    for url in urls:
        day = url.findtext(MAP + "lastmod")
        assert day is None or date.fromisoformat(day)
    assert f"Sitemap: {base}sitemap.xml\n" in (output / "robots.txt").read_text()


@pytest.mark.parametrize("site", BASES)
def test_previews_of_links_keep_the_hedge(outputs: dict[str, Path], site: str) -> None:
    """OpenGraph titles and descriptions are those of the page, never cut."""
    for path in sorted(outputs[site].rglob("*.html")):
        page = read(path)
        meta = {
            a.get("property") or a.get("name"): a.get("content")
            for t, a in page.attributes
            if t == "meta"
        }
        if "og:title" not in meta:
            assert path.name == "404.html" or "refresh" in path.read_text("utf-8")
            continue
        title = re.search(r"<title>(.*?)</title>", path.read_text("utf-8"), re.S)
        assert title is not None
        assert html.unescape(title[1]).startswith(str(meta["og:title"]))
        assert meta["og:description"] == meta["description"]
        assert "…" not in str(meta["og:title"])


def test_a_lede_reaches_the_preview_of_its_link_whole(outputs: dict[str, Path]) -> None:
    """The description of an edition is the editor's whole first paragraph, numbers with their hedge."""
    page = read(outputs["real"] / "editions" / "2024-10-29.html")
    meta = {a.get("property"): a.get("content") for t, a in page.attributes if t == "meta"}
    lede = str(meta["og:description"])
    assert len(lede) > 100
    assert words(lede) <= words(page.words)
    assert lede.rstrip().endswith(".")


def test_a_former_address_leads_to_the_page(tmp_path: Path) -> None:
    """An alias is a small page with a link, a refresh and the address that counts."""
    files = {
        **THREE,
        "content/entries/3.md": entry(extra="aliases: [entries/old.html, /2023/march]\n"),
    }
    site = write_site(tmp_path, files)
    report = built(site)
    assert not report.failed, report.problems
    page = (site / "output" / "entries" / "old.html").read_text()
    assert 'content="0; url=3.html"' in page
    assert '<link rel="canonical" href="https://example.org/t/entries/3.html">' in page
    assert 'name="robots" content="noindex"' in page
    moved = next(path for path in (site / "output" / "2023").rglob("*.html"))
    assert "entries/3.html" in moved.read_text()
