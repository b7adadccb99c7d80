"""What an editor sees: a real browser beside the files that are saved."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_help import CHROMIUM, need_browser

from briefing.doors.preview.serving import Options, Preview
from tests.preview_help import ENTRY, PAGE, Running, running, small_site, until
from tests.sites_help import entry, write_site

need_browser("playwright.sync_api")

LONG = "\n\n".join(f"Paragraph {number} of a text that is long." for number in range(60))
#: A theme's page with what an editor might have touched: details, a form, a policy of its own.
OWN = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'">
<title>{{ page.title }}</title><link rel="stylesheet" href="../static/site.css"></head>
<body><h1>{{ page.title }}</h1>
<details id="d"><summary>More</summary><p>Hidden</p></details>
<p><input id="i"><input id="c" type="checkbox"><textarea id="a"></textarea>
<select id="s"><option>one</option><option>two</option></select></p>
<a id="other" href="other.html">other</a>
<main>{{ page.summary_html | markup }}</main></body></html>
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all tests here."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield found
        found.close()


class Desk:
    """A preview, and a browser context that looks at it; every complaint of a page is kept."""

    def __init__(self, preview: Running, context: Any) -> None:
        self.preview, self.context = preview, context
        self.site = preview.site
        self.complaints: list[str] = []
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def look(self, path: str = PAGE) -> Any:
        """Open a page and wait until it listens."""
        page = self.context.new_page()
        page.goto(self.preview.url + path)
        page.evaluate("window.alive = true")
        fetched = (
            "performance.getEntriesByType('resource').some((e) => e.initiatorType === 'fetch')"
        )
        until(lambda: page.evaluate(fetched), "the page to listen")
        return page


@pytest.fixture
def desk(browser: Any, tmp_path: Path) -> Iterator[Desk]:
    """A small site with a page of its own, previewed and looked at."""
    site = small_site(tmp_path / "site")
    write_site(site, {"templates/entry.html": OWN, "static/site.css": "h1{color:rgb(1,1,1)}"})
    write_site(site, {ENTRY: entry(body=LONG)})
    context = browser.new_context(viewport={"width": 800, "height": 500})
    with running(site) as preview:
        yield Desk(preview, context)
        context.close()


def overlay(page: Any) -> str:
    """The words that stand over a page."""
    text: str = page.evaluate(
        "[...document.querySelector('briefing-preview')?.shadowRoot.children ?? []]"
        ".filter((e) => !e.hidden).map((e) => e.innerText).join('\\n')"
    )
    return text


def sees(page: Any, words: str) -> None:
    """Wait until the page itself shows words."""
    until(lambda: words in asked(page, "document.body.innerText"), words)


def asked(page: Any, question: str) -> str:
    """What a page answers; nothing while it is being loaded."""
    from playwright.sync_api import Error

    try:
        return str(page.evaluate(question))
    except Error:
        return ""


def over(page: Any, words: str) -> None:
    """Wait until words stand over the page."""
    until(lambda: words in overlay(page), words)


def test_a_save_is_shown_and_nothing_is_lost(desk: Desk) -> None:
    """Scroll, focus, selection, open details and typed words stay; the page is not loaded again."""
    page = desk.look()
    page.evaluate(
        """() => {
          document.querySelector('#d').open = true;
          document.querySelector('#c').checked = true;
          document.querySelector('#a').value = 'long words';
          document.querySelector('#s').value = 'two';
          const input = document.querySelector('#i');
          input.value = 'typed words';
          const range = document.createRange();
          const text = document.querySelectorAll('main p')[40].firstChild;
          range.setStart(text, 0); range.setEnd(text, 9);
          getSelection().removeAllRanges(); getSelection().addRange(range);
          window.scrollTo(0, 700);
        }"""
    )
    before = page.evaluate("scrollY")
    body = LONG.replace("Paragraph 40 of a text", "Paragraph 40 of another text")
    desk.preview.save(body + "\n\nAt the end.")
    sees(page, "At the end.")
    sees(page, "Paragraph 40 of another text")
    assert page.evaluate("window.alive") is True
    assert page.evaluate("scrollY") == before
    assert page.evaluate("getSelection().toString()") == "Paragraph"
    assert page.evaluate("document.querySelector('#d').open")
    assert page.evaluate("document.querySelector('#c').checked")
    assert page.evaluate("document.querySelector('#a').value") == "long words"
    assert page.evaluate("document.querySelector('#s').value") == "two"
    assert page.evaluate("document.querySelector('#i').value") == "typed words"
    page.evaluate("document.querySelector('#i').focus({preventScroll: true})")
    page.evaluate("document.querySelector('#i').setSelectionRange(2, 5)")
    desk.preview.save(body + "\n\nOnce more.")
    sees(page, "Once more.")
    assert page.evaluate("document.activeElement.id") == "i"
    assert page.evaluate("document.querySelector('#i').selectionStart") == 2
    assert desk.complaints == []


def test_the_real_theme_is_morphed_under_its_own_policy(browser: Any, tmp_path: Path) -> None:
    """The overlay breaks no rule of the page's content security policy."""
    context = browser.new_context()
    with running(small_site(tmp_path)) as preview:
        desk = Desk(preview, context)
        for path in ("/t/", PAGE, "/t/editions/2024-10-23.html", "/t/discrepancies/crowd.html"):
            page = desk.look(path)
            assert page.query_selector("meta[http-equiv=Content-Security-Policy]")
        preview.save("Seen under the policy.")
        page = desk.look()
        sees(page, "Seen under the policy.")
        preview.save("And followed.")
        sees(page, "And followed.")
        assert desk.complaints == []
        context.close()


def test_text_that_comes_above_moves_no_block_and_no_scroll(browser: Any, tmp_path: Path) -> None:
    """In the real theme: scroll, selection and marks are right where paragraphs come before others."""
    site = small_site(tmp_path)
    write_site(site, {ENTRY: entry(body=LONG)})
    context = browser.new_context(viewport={"width": 800, "height": 500})
    with running(site) as preview:
        page = Desk(preview, context).look()
        assert page.evaluate("scrollTo(0, 1500), scrollY") == 1500
        page.evaluate(
            """() => {
              const last = [...document.querySelectorAll('main p')].filter((p) => p.textContent.startsWith('Paragraph'));
              getSelection().selectAllChildren(last[30]);
            }"""
        )
        preview.save(f"At the top.\n\nBefore it.\n\n{LONG}")
        sees(page, "At the top.")
        assert page.evaluate(MARKED) == ["At the top.", "Before it."]
        assert page.evaluate("getSelection().toString().trim()").startswith("Paragraph 30 ")
        frames = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        page.evaluate(frames)
        assert page.evaluate("scrollY") == 1500
        assert page.evaluate("document.querySelectorAll('[id^=briefing-pin]').length") == 0
        context.close()


def test_the_changed_block_is_marked_once(desk: Desk) -> None:
    """What changed is marked, and nothing else; the mark goes by itself."""
    page = desk.look()
    desk.preview.save(LONG.replace("Paragraph 3 of", "Paragraph three of"))
    sees(page, "Paragraph three of")
    marked = page.evaluate(MARKED)
    assert marked == ["Paragraph three of a text that is long."]
    until(lambda: page.evaluate(MARKED) == [], "the mark to go")


def test_nothing_is_marked_where_motion_is_reduced(desk: Desk) -> None:
    """A reader who asked for less motion gets none."""
    page = desk.look()
    page.emulate_media(reduced_motion="reduce")
    desk.preview.save(LONG.replace("Paragraph 3 of", "Paragraph three of"))
    sees(page, "Paragraph three of")
    assert page.evaluate(MARKED) == []


MARKED = (
    "document.getAnimations().filter((a) => a.id === 'briefing-changed')"
    ".map((a) => a.effect.target.textContent)"
)


def test_a_style_sheet_is_swapped_without_a_flash(desk: Desk) -> None:
    """The old sheet stays until the new one is there; nothing is loaded again or lost."""
    page = desk.look()
    page.evaluate(
        """() => {
          window.colours = new Set();
          const look = () => {
            window.colours.add(getComputedStyle(document.querySelector('h1')).color);
            requestAnimationFrame(look);
          };
          look();
        }"""
    )
    write_site(desk.site, {"static/site.css": "h1{color:rgb(2,2,2)}"})
    until(lambda: page.evaluate("window.colours.has('rgb(2, 2, 2)')"))
    assert set(page.evaluate("[...window.colours]")) == {"rgb(1, 1, 1)", "rgb(2, 2, 2)"}
    assert page.evaluate("window.alive") is True
    until(lambda: page.evaluate("document.querySelectorAll('link[rel=stylesheet]').length === 1"))
    desk.preview.save("After the swap.")
    sees(page, "After the swap.")
    colour = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert colour == "rgb(2, 2, 2)"


def test_a_template_is_followed_too(desk: Desk) -> None:
    """A saved template shows at once, without loading the page again."""
    page = desk.look()
    write_site(desk.site, {"templates/entry.html": OWN.replace("<main>", "<p>New line</p><main>")})
    sees(page, "New line")
    assert page.evaluate("window.alive") is True


def test_problems_stand_over_the_last_good_page(desk: Desk) -> None:
    """Every problem, with its line and the right answer and a link to the editor; gone with the fix."""
    page = desk.look()
    bad = entry(body=LONG).replace("outlet: gazette", "outlet: gazete").replace("[DE]", "[XX]")
    (desk.site / ENTRY).write_text(bad, "utf-8")
    over(page, "2 errors")
    told = overlay(page)
    for words in (f"{ENTRY}:3:9", "outlet: gazete", "did you mean 'gazette'?", "XX"):
        assert words in told
    link = page.evaluate(
        "document.querySelector('briefing-preview').shadowRoot.querySelector('a.where').href"
    )
    assert link.endswith(f"{ENTRY}:3:9")
    assert "Paragraph 7" in page.evaluate("document.body.innerText")
    assert desk.complaints == []
    page.click("#other")  # the page under it stays usable
    sees(page, "Other.")
    over(page, "2 errors")
    desk.preview.save("Mended.")
    until(lambda: "error" not in overlay(page), "the bar to go")
    page.go_back()
    sees(page, "Mended.")


def test_what_is_under_the_bar_can_be_reached(browser: Any, tmp_path: Path) -> None:
    """The end of the page scrolls above the bar, in the real theme, until the bar goes."""
    site = small_site(tmp_path)
    write_site(site, {ENTRY: entry(body=LONG)})
    context = browser.new_context(viewport={"width": 800, "height": 500})
    with running(site) as preview:
        desk = Desk(preview, context)
        page = desk.look()
        height = page.evaluate("document.documentElement.scrollHeight")
        (site / ENTRY).write_text(entry(body=LONG).replace("[DE]", "[XX]"), "utf-8")
        over(page, "1 error")
        page.evaluate("scrollTo(0, 1e6)")
        until(lambda: page.evaluate(f"{END} <= {BAR}.getBoundingClientRect().top"))
        preview.save(LONG)
        until(lambda: page.evaluate(f"{BAR}.hidden"), "the bar to go")
        until(lambda: page.evaluate("document.documentElement.scrollHeight") == height)
        assert desk.complaints == []
        context.close()


BAR = "document.querySelector('briefing-preview').shadowRoot.querySelector('.bar')"
END = "document.querySelector('footer').getBoundingClientRect().bottom"


def test_errors_stand_before_warnings_and_none_is_left_out_in_silence(desk: Desk) -> None:
    """Of very many problems the bar shows the errors first, and says how many more there are."""
    page = desk.look()
    words = "\n\n".join(f"There were {number},000 people." for number in range(10, 260))
    desk.preview.save(words)
    until(lambda: len(desk.preview.session.state.problems) > 200, "the warnings")
    write_site(desk.site, {"content/entries/other.md": entry("2024-10-24").replace("[DE]", "[XX]")})
    over(page, "1 error, ")
    told = overlay(page)
    assert told.index("other.md") < told.index("march.md")
    many = len(desk.preview.session.state.problems)
    assert f"and {many - 200} more; `briefing check` names all" in told


def test_a_template_error_is_told_with_page_and_source(desk: Desk) -> None:
    """The bar names the template, the page and the file that it is made from."""
    page = desk.look()
    write_site(desk.site, {"templates/entry.html": OWN + "{{ page.nonsense }}"})
    over(page, "nonsense")
    told = overlay(page)
    assert "templates/entry.html" in told
    assert "entries/march.html" in told
    assert ENTRY in told
    assert "Paragraph 7" in page.evaluate("document.body.innerText")
    write_site(desk.site, {"templates/entry.html": OWN})
    until(lambda: "nonsense" not in overlay(page), "the bar to go")


def test_what_shows_elsewhere_is_led_to(desk: Desk) -> None:
    """A small link leads to the page of what was saved, where that is not this one."""
    page = desk.look()
    other = "content/entries/other.md"
    (desk.site / other).write_text(entry("2024-10-24", body="Changed there."), "utf-8")
    over(page, "Saved:")
    page.evaluate(
        "document.querySelector('briefing-preview').shadowRoot.querySelector('.link a').click()"
    )
    page.wait_for_url("**/entries/other.html")
    sees(page, "Changed there.")


def test_the_link_and_the_problems_do_not_cover_each_other(desk: Desk) -> None:
    """Warnings, or errors, and where a save shows are seen at the same time."""
    page = desk.look()
    desk.preview.save("There were 9,000 people.")
    over(page, "1 warning")
    other = desk.site / "content/entries/other.md"
    for text, words in (
        (entry("2024-10-24"), "1 warning"),
        (entry("2024-10-24").replace("[DE]", "[XX]"), "1 error"),
    ):
        other.write_text(text, "utf-8")
        over(page, "Saved:")
        over(page, words)
        boxes = (
            "[...document.querySelector('briefing-preview').shadowRoot.querySelectorAll('.bar, .link')]"
            ".map((e) => e.getBoundingClientRect()).map((r) => [r.top, r.bottom])"
        )
        (bar_top, _), (_, link_bottom) = page.evaluate(boxes)
        assert link_bottom < bar_top


def test_what_shows_here_in_part_is_led_to_as_well(browser: Any, tmp_path: Path) -> None:
    """A page that shows the title of what was saved changes, and still leads to the whole."""
    context = browser.new_context()
    with running(small_site(tmp_path), follow=True) as preview:
        page = Desk(preview, context).look("/t/outlets/gazette.html")
        text = entry("2024-10-24", body="Other.").replace("March of", "Renamed march of")
        (preview.site / "content/entries/other.md").write_text(text, "utf-8")
        sees(page, "Renamed march")
        over(page, "Saved:")
        assert page.url.endswith("/outlets/gazette.html")
        context.close()


def test_follow_goes_by_itself(browser: Any, tmp_path: Path) -> None:
    """With --follow the page of what was saved is gone to."""
    context = browser.new_context()
    with running(small_site(tmp_path), follow=True) as preview:
        page = Desk(preview, context).look()
        other = preview.site / "content/entries/other.md"
        other.write_text(entry("2024-10-24", body="Changed there."), "utf-8")
        page.wait_for_url("**/entries/other.html")
        sees(page, "Changed there.")
        context.close()


def test_drafts_are_marked(desk: Desk) -> None:
    """Pages mark drafts themselves; the overlay does it for a site's own templates that do not."""
    write_site(desk.site, {ENTRY: entry(body="Not yet.", extra="draft: true\n")})
    desk.preview.shows("Not yet.")
    page = desk.look()
    over(page, "Draft")
    for path in ("/t/editions/2024-10-23.html", "/t/outlets/gazette.html"):
        marked = desk.look(path)
        until(lambda page=marked: "draft" in page.inner_text("main"))
        assert marked.evaluate("document.querySelector('a[data-briefing-draft]')") is None
        assert "Draft" not in overlay(marked)
    write_site(desk.site, {"templates/outlet.html": '<a href="../entries/march.html">March</a>'})
    until(lambda: marked.evaluate("document.querySelector('a[data-briefing-draft]')"))
    other = desk.look("/t/entries/other.html")
    assert "Draft" not in overlay(other)


def test_any_number_of_tabs_share_one_stream(desk: Desk) -> None:
    """Twelve tabs load, all follow a save, and the server has one stream open."""
    pages = [desk.look() for _ in range(12)]
    desk.preview.save("In every tab.")
    for page in pages:
        page.bring_to_front()
        sees(page, "In every tab.")
    assert desk.preview.preview.server.streams == 1


def test_a_restarted_server_is_found_again_and_caught_up_with(browser: Any, tmp_path: Path) -> None:
    """The page waits while there is no server, and shows what was saved meanwhile."""
    site = small_site(tmp_path)
    context = browser.new_context()
    with running(site) as preview:
        page = Desk(preview, context).look()
        port = preview.port
    over(page, "not running")
    (site / ENTRY).write_text(entry(body="Saved while away."), "utf-8")
    with running(site, port=port) as preview:
        assert preview.port == port
        sees(page, "Saved while away.")
        until(lambda: "not running" not in overlay(page), "the bar to go")
        assert page.evaluate("window.alive") is True
        preview.save("And followed again.")
        sees(page, "And followed again.")
        context.close()


def test_a_broken_start_becomes_the_page(browser: Any, tmp_path: Path) -> None:
    """A page asked for before there is a site turns into it once the site is mended."""
    site = small_site(tmp_path)
    (site / "briefing.toml").write_text("titel = 'x'\n", "utf-8")
    context = browser.new_context()
    with running(site) as preview:
        page = context.new_page()
        page.goto(preview.url + "/entries/march.html")
        over(page, "titel")
        (site / "briefing.toml").write_text("title = 'Mended'\n", "utf-8")
        sees(page, "Text.")
        context.close()


def test_another_site_cannot_read_the_preview(browser: Any, desk: Desk, tmp_path: Path) -> None:
    """A page of another origin gets neither pages nor scripts nor the stream."""
    with running(small_site(tmp_path / "elsewhere")) as other:
        page = desk.context.new_page()
        page.goto(other.url.replace("127.0.0.1", "localhost") + PAGE)
        own = f"{desk.preview.url}{PAGE}"
        stream = f"{desk.preview.url}/_briefing/events?token={desk.preview.token}"
        for address in (own, stream):
            outcome = page.evaluate(
                "(a) => fetch(a).then((r) => r.text()).then(() => 'read', () => 'refused')", address
            )
            assert outcome == "refused"


def test_a_save_that_changes_nothing_leaves_the_page_alone(desk: Desk) -> None:
    """No request follows a touch."""
    page = desk.look()
    count = "performance.getEntriesByType('resource').length"
    before = page.evaluate(count)
    (desk.site / ENTRY).touch()
    (desk.site / ENTRY).write_bytes((desk.site / ENTRY).read_bytes())
    time.sleep(0.3)  # nothing is to happen: there is no condition to wait for
    assert page.evaluate(count) == before


def test_the_address_to_open_is_the_one_that_is_printed(tmp_path: Path) -> None:
    """The printed address has the port in use and the site's own base path."""
    said: list[str] = []
    preview = Preview(Options(site=small_site(tmp_path), port=0), said.append)
    preview.start()
    try:
        assert any(re.match(r"http://127\.0\.0\.1:\d+/t/  ", line) for line in said)
    finally:
        preview.stop()
