"""What a page or a dump says around its text: the outlet's name, agencies, dates, where the text ends."""

from __future__ import annotations

import json
from datetime import date

import pytest
from lxml import html

from briefing.content.model import Outlet
from briefing.doors.importing.agencies import agencies_of
from briefing.doors.importing.article import Article, Context, Hints
from briefing.doors.importing.furniture.lines import why_furniture
from briefing.doors.importing.imprint import names_in
from briefing.doors.importing.kin import links_in, whole
from briefing.doors.importing.mastheads import Name, elected
from briefing.doors.importing.pages import page_of
from briefing.doors.importing.places import places_of
from briefing.doors.importing.reading import read_article
from briefing.doors.importing.text import Line, lines_of, tokens_of

TITLE = "Ferry runs aground off the coast of Varn"
TEXT = (
    "A ferry with 120 passengers ran aground off the harbour of Varn on Tuesday, the coast guard said.",
    "Nobody was hurt, and all passengers were brought ashore in boats before night fell on the bay.",
    "The captain told reporters that a strong current had pushed the ship towards the rocks at noon.",
)


def page(head: str = "", deck: str = "", foot: str = "", *, title: str = TITLE) -> bytes:
    """Return a page of an invented outlet."""
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXT)
    return (
        f"<html lang='en'><head><title>{title}</title>{head}</head><body>"
        f"<article><h1>{TITLE}</h1>{deck}{paragraphs}</article><footer>{foot}</footer></body></html>"
    ).encode()


def article(data: bytes, **site: Outlet) -> Article:
    found = page_of(data)
    return read_article(found.text, found.hints, Context(outlets=site))


def canonical(host: str) -> str:
    return f"<link rel='canonical' href='https://{host}/news/ferry'>"


def stated(name: str, content: str) -> str:
    return f"<meta property='{name}' content='{content}'>"


@pytest.mark.parametrize(
    ("head", "title", "foot", "expected"),
    [
        (stated("og:site_name", "Varn Courier - Varn, Northland") + canonical("www.varncourier.example"), TITLE, "", "Varn Courier"),
        (stated("og:site_name", "varn post"), f"{TITLE} - The Varn Post", "", "The Varn Post"),
        (canonical("www.harbourtimes.example"), f"{TITLE} | World | Harbour Times", "<p>© 2024 Quayside Media Inc. All rights reserved.</p>", "Harbour Times"),
        ("", TITLE, "<p>Copyright © 2024 QBC News Internet Ventures. All rights reserved.</p><p>QBC News</p>", "QBC News"),
        (stated("og:site_name", "") + canonical("harbournews.example"), TITLE, "<a href='https://harbournews.example/'>Harbour News</a><p>Copyright ©2024 Quayside Media Inc.</p>", "Harbour News"),
        (stated("copyright", "Anker Verlag GmbH") + stated("application-name", "Der Anker"), TITLE, "", "Der Anker"),
    ],
)  # fmt: skip
def test_an_outlet_is_named_as_most_places_of_its_page_name_it(
    head: str, title: str, foot: str, expected: str
) -> None:
    """Site, title, address and copyright line vote; an owner, a section or a town is not the name."""
    assert article(page(head, foot=foot, title=title)).outlet_name == expected


def test_a_publisher_is_found_by_its_reference() -> None:
    """Linked data may name the publisher in another object than the article's."""
    data = """<script type="application/ld+json">{"@graph": [
      {"@type": "NewsArticle", "headline": "Ferry", "publisher": {"@id": "#us"}},
      {"@type": "NewsMediaOrganization", "@id": "#us", "name": "Anchor Weekly"}]}</script>"""
    assert article(page(data)).outlet_name == "Anchor Weekly"


def test_a_host_is_a_guess_and_says_so() -> None:
    """Where nothing names the outlet, its address stands in, with a note."""
    found = article(page(canonical("www.quay-9.example")))
    assert found.outlet_name == "quay-9.example"
    assert "the outlet's name was guessed from the address" in found.notes


def test_the_sites_own_outlet_wins() -> None:
    """A name that the site knows is its outlet, however the page spells it."""
    known = Outlet(name="Harbour News", home="https://elsewhere.example/")
    found = article(page(stated("og:site_name", "HARBOUR NEWS")), harbour=known)
    assert (found.outlet, found.outlet_name) == ("harbour", "Harbour News")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La Gazette du Port\n\nUn texte.\n\nCopyright © 1997-2020\n\nLa Gazette du Port", "La Gazette du Port"),
        ("Follow HNN on\nAbout Harbour News Network\n© 2020 — Quayside Holdings, Inc. All Rights Reserved.", "Harbour News Network"),
        ("© Public Institution “Quay-Media”, 2005-2019. All rights reserved.\nFollow QM on\nSubscribe to QM newsletter", "QM"),
        ("harbour-watch.info\nNews\nharbour-watch.info", "harbour-watch.info"),
        ("Write to jane@harbourwatch.example\nReaders of Harbour Watch know the bay.", "Harbour Watch"),
    ],
)  # fmt: skip
def test_the_furniture_of_a_dump_names_its_outlet(text: str, expected: str) -> None:
    """Copyright lines, links about itself, lines at head and foot, and addresses are asked."""
    assert elected(names_in(lines_of(text)))[:1] == [expected]


def test_a_name_that_agrees_with_the_address_wins() -> None:
    """One voice and the host outweigh another voice as loud."""
    names = [Name("Daily Boats", 3.0), Name("Quay Post", 3.0)]
    assert elected(names, ("quaypost",))[0] == "Quay Post"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(Quelle: APA/sda/dpa)", ("APA", "sda", "dpa")),
        ("Von Jana Roth mit AP", ("AP",)),
        ("Par Jean Roc avec AFP", ("AFP",)),
        ("By Jane Roe, Associated Press", ("AP",)),
        ("Von RND/epd", ("epd",)),
        ("PTI | July 9, 2020 | Updated 08:24 IST", ("PTI",)),
        ("© 2020 Reuters", ("Reuters",)),
        ("© AFP 2015", ("AFP",)),
        ("Efe - Varn", ("EFE",)),
        ("© dpa-infocom, dpa:211212-99-350017/3", ("dpa",)),
        ("(QBC/AP) Officials in Varn said on Saturday that the harbour stays closed.", ("AP",)),
        ("A boat off Varn (Photo: AFP)", ()),
        ("A boat off Varn © AFP / Jean Roc", ()),
        ("Copyright Jan Roth/Copyright 2024 The AP. All rights reserved", ()),
    ],
)
def test_credits_name_agencies_and_pictures_do_not(line: str, expected: tuple[str, ...]) -> None:
    """Bylines and source lines in four languages count; a picture's credit does not."""
    assert agencies_of((), [Line(1, line)]) == expected


def test_an_agency_behind_the_last_words_of_a_paragraph_is_credited() -> None:
    """Parts of live blogs are signed so; whom a sentence names, and who speaks, signs nothing."""
    body = [Line(1, "The harbour stays closed. —Reuters"), Line(2, "He spoke to Reuters.")]
    assert agencies_of((), body, body=body) == ("Reuters",)
    body = [Line(1, "The harbour stays closed. —Jane Roe"), Line(2, "A source told Reuters")]
    assert agencies_of((), body, body=body) == ()


def test_lines_between_title_and_text_are_read() -> None:
    """A page's byline and printed dates count where its metadata say nothing."""
    deck = "<div>By <b>Jane Roe</b> with Reuters</div><div>Published 4 March 2025</div><div>Updated 6 March 2025</div>"
    found = article(page(deck=deck))
    assert found.agencies == ("Reuters",)
    assert (found.published, found.updated) == (date(2025, 3, 4), date(2025, 3, 6))


TICKER = """<h2>At a glance</h2><ul><li>Some 40 boats have been called to the bay since the early morning hours.</li></ul>
<h5>Tuesday, 4. 3.</h5>
<h4 class="time">11.04 Uhr: Boats reach the ferry</h4><p>Four boats have reached the ferry that ran aground off Varn, the coast guard said on its channel.</p>
<h4 class="time">10.40 Uhr: Current too strong</h4><p>The current off the harbour is too strong for the small boats, a spokesman of the port said in the morning.</p>
<h4 class="time">09.55 Uhr: Ferry runs aground</h4><p>A ferry has run aground off the harbour of Varn; how many people are on board is not known so far.</p>"""


def test_headings_with_a_time_begin_the_parts_of_a_page() -> None:
    """A live blog without data of its own is taken apart at its times; a heading's day goes on."""
    head = stated("article:modified_time", "2025-03-04T11:10:00+01:00")
    body = f"<html lang='de'><head><title>Live</title>{head}</head><body><article><h1>{TITLE}</h1>{TICKER}</article></body></html>"
    found = article(body.encode())
    assert [(p.part.title, p.part.clock, p.part.day) for p in found.parts] == [
        ("Boats reach the ferry", "11:04", date(2025, 3, 4)),
        ("Current too strong", "10:40", date(2025, 3, 4)),
        ("Ferry runs aground", "09:55", date(2025, 3, 4)),
    ]


def test_parts_go_back_over_midnight() -> None:
    """Where the newest part comes first, a time that jumps up is of the day before."""
    clocks = ("08:10", "04:15", "00:20", "23:40")
    entries = "\n\n".join(
        f"{c} Boats are called to the bay of Varn\n\n{TEXT[n % 3]}" for n, c in enumerate(clocks)
    )
    found = read_article(entries, Hints(title=TITLE, updated=date(2025, 3, 5), language="en"))
    assert [p.part.day for p in found.parts] == [
        date(2025, 3, 5), date(2025, 3, 5), date(2025, 3, 5), date(2025, 3, 4),
    ]  # fmt: skip


def test_a_page_of_links_ends_a_text() -> None:
    """Headlines below an article are cut, and the countries they name with them."""
    links = ["More boats for Peru", "Chile wins again", "Ten harbours to see", "Quiz", "Weather", "Shop"]  # fmt: skip
    found = read_article("\n\n".join([TITLE, *TEXT, *links]))
    assert found.body[-1].text == TEXT[-1]
    assert not {"PE", "CL"} & set(found.reading.countries)


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("de", "Die proiranische Miliz rückte vor.", ["IR"]),
        ("de", "Die rheinland-pfälzische Landesregierung tagte.", ["DE"]),
        ("de", "Kameruner und Senegalesen kamen.", ["CM", "SN"]),
        ("fr", "Le gouvernement togolais a réagi.", ["TG"]),
        ("es", "La oposición bielorrusa protestó.", ["BY"]),
        ("es", "La Guardia Civil llegó a Granada.", ["ES", "ES"]),
    ],
)
def test_peoples_and_regions_name_their_country(code: str, text: str, expected: list[str]) -> None:
    """Adjectives, demonyms and regions count as the country's name does."""
    assert [p.code for p in places_of(tokens_of(text, code), code)] == expected


def test_a_text_without_a_country_is_of_its_outlets_and_says_so() -> None:
    """The end of the address is asked last, and the guess is noted."""
    data = page(canonical("www.anker.de"))
    found = article(data)
    assert found.reading.countries == ("DE",)
    assert any("names no country" in note for note in found.notes)


def test_the_address_tells_the_day_where_nothing_else_does() -> None:
    """A day in the path of the address counts last, and the note says so."""
    url = "https://www.varncourier.example/news/20250304/ferry-aground/"
    found = read_article("\n\n".join([TITLE, url, *TEXT]))
    assert found.published == date(2025, 3, 4)
    assert "the day of publication was taken from the address" in found.notes


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Quay News-Logo", "mq.example", "Morning Quay", "Quay News-Logo"), "Quay News"),
        (("日報", "Harbour Daily"), "Harbour Daily"),
        (("PUBLICACIONES MAREA S.A.",), "MAREA"),
        (("Radio-Varn.ca", "Radio-Varn.ca", "Radio-Varn", "Radio-Varn"), "Radio-Varn"),
    ],
)
def test_names_are_cleaned(names: tuple[str, ...], expected: str) -> None:
    """What belongs to a logo, an owner, another script or an address is taken off a name."""
    assert elected([Name(name, 1.0) for name in names])[0] == expected


def test_credits_below_the_text_of_a_page_are_read() -> None:
    """A source line that an extractor leaves out still names its agency."""
    data = page(foot="").replace(b"</article>", b"</article><p>Quelle: anker.example, ino/dpa</p>")
    assert article(data).agencies == ("dpa",)


def test_a_year_may_have_its_clock_glued_on() -> None:
    """*March 4, 20255:01 AM* is of 2025."""
    found = read_article("\n\n".join([TITLE, "March 4, 20255:01 AM ET", *TEXT]))
    assert found.published == date(2025, 3, 4)


CLOCKS = ("09:55", "10:40", "11:04")
HEADS = ("Ferry runs aground", "Current too strong for boats", "Boats reach the ferry at last")


@pytest.mark.parametrize(
    "form",
    [
        "<article><header><time datetime='2025-03-04T{c}:00Z'>{c} GMT</time><h2>{t}</h2></header><div><p>{p}</p></div></article>",
        "<li class='e'><span class='time'>{c}</span><h3>{t}</h3><p>{p}</p></li>",
        "<h3>+++ {c} {t} +++</h3><p>{p}</p>",
        "<p><strong>{c} Uhr: {t}</strong></p><p>{p}</p>",
        "<div class='x'><h3>{t}</h3><time>04.03.2025, {c} Uhr</time><p>{p}</p></div>",
        "<section><div class='meta'><span>{c} a.m. EST</span></div><h2>{t}</h2><p>{p}</p></section>",
    ],
)  # fmt: skip
def test_live_blogs_of_many_makes_are_taken_apart(form: str) -> None:
    """Times above, below or within headings, in boxes or in a row, begin a part each."""
    rows = zip(CLOCKS, HEADS, TEXT, strict=True)
    body = "".join(form.format(c=c, t=t, p=p) for c, t, p in rows)
    head = stated("article:modified_time", "2025-03-04T13:00:00Z")
    data = f"<html lang='en'><head>{head}</head><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    parts = [(p.part.clock, p.part.title, p.part.day) for p in article(data.encode()).parts]
    assert parts == [(c, t, date(2025, 3, 4)) for c, t in zip(CLOCKS, HEADS, strict=True)]


def test_a_page_with_headings_is_no_live_blog() -> None:
    """Headings without a time, and times within sentences, begin no parts."""
    body = "".join(f"<h2>{t}</h2><p>At {c} it began. {p}</p>" for c, t, p in zip(CLOCKS, HEADS, TEXT, strict=True))  # fmt: skip
    data = f"<html lang='en'><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    assert article(data.encode()).parts == ()


def test_a_page_whose_own_link_is_short_gives_its_address_elsewhere() -> None:
    """A canonical link without a host is passed over for the whole address beside it."""
    head = "<link rel='canonical' href='/news/ferry'>" + stated("og:url", "https://quay.example/news/ferry")  # fmt: skip
    assert article(page(head)).url == "https://quay.example/news/ferry"


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("iso-8859-15", "utf-8"),
        ("iso-8859-1", "latin-1"),
        ("windows-1252", "cp1252"),
        ("", "utf-8"),
    ],
)
def test_a_page_is_read_as_it_is_written_not_as_it_says(declared: str, written: str) -> None:
    """A page written anew as UTF-8 keeps what it once declared; one of old is read as it declares."""
    head = f'<meta charset="{declared}">' if declared else ""
    text = page(head).decode().replace("harbour of Varn", "puerto de Añón")
    assert "the puerto de Añón on Tuesday" in page_of(text.encode(written)).text


ABOVE, BETWEEN, BELOW = TEXT
STORY = "Read also: Ferry of another line is late again after a storm over the whole northern coast"


def whole_of(body: str, *found: str) -> list[str]:
    """Return the lines of a main text of which an extractor found only some."""
    tree = html.fromstring(f"<html><body><main class='story'>{body}</main></body></html>")
    return whole(tree, "\n".join(found)).split("\n")


def test_a_paragraph_among_those_found_is_of_the_article_too() -> None:
    """What stands between two found paragraphs, in the same elements, is put where it stands."""
    body = f"<div class='text'><p>{ABOVE}</p><p>{BETWEEN}</p><p>{BELOW}</p></div>"
    assert whole_of(body, ABOVE, BELOW) == [ABOVE, BETWEEN, BELOW]


def test_a_paragraph_above_or_below_those_found_is_of_the_article_too() -> None:
    """An advertisement between two blocks of one class ends no article."""
    block = "<div class='text'>{}</div><div class='advert'><p>Buy a ferry of your own today, it is cheap.</p></div>"
    more = "Divers looked at the hull and found no hole in it, only scratches in its paint."
    body = block.format(f"<p>{ABOVE}</p>") + block.format(
        f"<p>{BETWEEN}</p><p>{BELOW}</p><p>{more}</p>"
    )
    assert whole_of(body, BETWEEN, BELOW) == [ABOVE, BETWEEN, BELOW, more]


@pytest.mark.parametrize(
    "beside",
    [
        f"<p><a href='/other'>{STORY}</a></p>",
        f"<aside><p>{STORY}</p></aside>",
        f"<div class='teasers'><p>{STORY}</p></div>",
        "<p>Share</p>",
        "<p><script>var advertisement = window.open('https://adverts.example/');</script></p>",
    ],
)
def test_what_stands_beside_the_article_is_not_taken_for_it(beside: str) -> None:
    """Links to other stories, asides, other blocks, labels and scripts stay out."""
    body = f"<div class='text'><p>{ABOVE}</p>{beside}<p>{BETWEEN}</p></div>"
    assert whole_of(body, ABOVE, BETWEEN) == [ABOVE, BETWEEN]


@pytest.mark.parametrize(
    ("body", "linked"),
    [
        (f"<ul><li><a href='/other'>{STORY}</a></li></ul>", True),
        (f"<p><a href='https://adverts.example/'><b>{STORY}</b></a> »</p>", True),
        (f"<p>{STORY[:70]}<a href='/other'>{STORY[70:]}</a></p>", False),
        (f"<p><a href='#part-3'>{STORY}</a></p>", False),
        (f"<p><a>{STORY}</a></p>", False),
    ],
)
def test_a_line_that_is_a_link_from_end_to_end_leads_to_another_story(
    body: str, linked: bool
) -> None:
    """A link within a sentence, or to a place in the same page, leads to none."""
    tree = html.fromstring(f"<html><body><p>{ABOVE}</p>{body}<p>{BELOW}</p></body></html>")
    text = f"{ABOVE}\n- {STORY}\n{BELOW}"
    assert links_in(tree, text) == ((f"- {STORY}",) if linked else ())


def test_a_link_to_another_story_is_cut_from_an_article_and_shown_as_cut() -> None:
    """Its figure is none of the article's."""
    link = "- Ferry of another line sinks and 88 people are killed in it"
    text = "\n".join([ABOVE, link, BETWEEN, BELOW])
    found = read_article(text, Hints(title=TITLE, links=(link,)), Context())
    assert [each.figure.low for each in found.reading.figures] == [120]
    assert [(cut.line, cut.text, cut.reason) for cut in found.cut] == [(2, link, "another story")]


def test_a_missed_paragraph_shows_its_words_as_a_reader_sees_them() -> None:
    """Scripts show nothing, and a line that breaks does not glue two words."""
    odd = "Divers looked at the hull on Wednesday.<br>They found<script>track(1)</script> no hole."
    body = f"<div class='text'><p>{ABOVE}</p><p>{odd}</p><p>{BELOW}</p></div>"
    shown = "Divers looked at the hull on Wednesday. They found no hole."
    assert whole_of(body, ABOVE, BELOW) == [ABOVE, shown, BELOW]


def test_parts_of_a_live_blog_show_signs_and_not_their_codes() -> None:
    """Some pages write the text of their parts as HTML once more than they should."""
    parts = [
        {
            "@type": "BlogPosting",
            "headline": f"Part {number}",
            "datePublished": "2024-10-28T10:00:00Z",
            "articleBody": f"The captain&#39;s boat was &quot;safe&quot; at {number} o&#39;clock, he told the harbour.",
        }
        for number in (3, 4, 5)
    ]
    told = {"@type": "LiveBlogPosting", "headline": TITLE, "liveBlogUpdate": parts}
    data = page(f"<script type='application/ld+json'>{json.dumps(told)}</script>")
    assert "The captain's boat was \"safe\" at 4 o'clock" in page_of(data).text


def test_the_link_over_a_part_of_a_live_blog_is_never_a_part_of_its_text() -> None:
    """However long the title is that is glued to it."""
    title = "Harbour of Varn is closed to all ships and 120 passengers spend the night in the town's old theatre"
    told = [f"Skip next section {title}", "28 October 2024", "", title, "", TEXT[0], ""]
    dump = "\n".join([TITLE, "", *told, *(line.replace("120", "45") for line in told)])
    found = read_article(dump, Hints(), Context())
    assert not [line.text for line in found.body if line.text.startswith("Skip")]


def test_parts_that_a_page_does_not_show_are_left_out_and_counted() -> None:
    """A live blog's data may hold the whole day, and its page the last parts only."""
    words = "Boat {} of the harbour brought {} passengers ashore, and all of them were well and dry by noon."
    texts = {n: words.format(n, n * 10) for n in range(3, 9)}
    parts = [
        {"headline": f"News {n}", "datePublished": "2024-10-28T10:00:00Z", "articleBody": text}
        for n, text in texts.items()
    ]
    told = {"@type": "LiveBlogPosting", "headline": TITLE, "liveBlogUpdate": parts}
    shown = "".join(f"<div class='part'><p>{texts[n]}</p></div>" for n in (3, 4, 5, 6))
    found = article(page(f"<script type='application/ld+json'>{json.dumps(told)}</script>", shown))
    assert [part.part.title for part in found.parts] == ["News 3", "News 4", "News 5", "News 6"]
    assert "2 further parts are in the page's data but not shown on it" in found.notes


@pytest.mark.parametrize(
    "line",
    [
        "Those about to leave predict that the Donation Street march will help Donald Roe, as polls show in the whole of the north of the country.",
        "Forty members who donated 4,000 crowns to the party sit on its boards, a release of the opposition said.",
        "The number of cases rose to 39,673 on Tuesday, the ministry reported. Deaths rose to 2,696, it said. —Reuters",
    ],
)
def test_a_paragraph_of_the_article_is_no_furniture(line: str) -> None:
    """Words that only begin like those of pleas, and an agency that signs a paragraph, cut nothing."""
    assert why_furniture(line) == ""


def test_a_paragraph_that_is_a_link_from_end_to_end_stays() -> None:
    """Some pages make the whole of a first paragraph a link."""
    tree = html.fromstring(f"<html><body><p><a href='/other'>{ABOVE}</a></p></body></html>")
    assert links_in(tree, ABOVE) == ()


def test_a_part_is_read_as_its_page_shows_it_where_that_is_more() -> None:
    """Lists and further paragraphs that the page's data lack are of the part; the next one's are not."""
    told = "Boat {} of the harbour went out to sea at noon with all who had asked for it in the morning."
    parts = [
        {
            "headline": f"News {n}",
            "datePublished": "2024-10-28T10:00:00Z",
            "articleBody": told.format(n),
        }
        for n in (3, 4, 5)
    ]
    data = {"@type": "LiveBlogPosting", "headline": TITLE, "liveBlogUpdate": parts}
    shown = "".join(
        f"<div class='part'><h2>News {n}</h2><div><p>{told.format(n)}</p>"
        f"<ul><li>It brought {n * 10} passengers ashore before the night.</li></ul></div>"
        "<aside><p>Buy a boat of your own today, and pay for it tomorrow.</p></aside></div>"
        for n in (3, 4, 5)
    )
    found = article(page(f"<script type='application/ld+json'>{json.dumps(data)}</script>", shown))
    figures = [[f.figure.low for f in part.reading.figures] for part in found.parts]
    assert figures == [[30], [40], [50]]
    assert not [line.text for line in found.body if "Buy a boat" in line.text]
