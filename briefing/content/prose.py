"""Prose: an editor's Markdown, rendered once when it is read. The one door to markdown-it.

Raw HTML is text. Links go to http, https and mailto, or by path to another content file or a
picture beside it; the latter stay marks (`content:PATH`) until a page knows its own address.
`[…]{.own}` marks the editor's own arithmetic.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin
from msgspec import Struct

MARK = "content:"
BRACKETS = 2000
"""Opening brackets that one text may have: the parser's time grows with their square."""
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_ALLOWED = ("http:", "https:", "mailto:")


class Link(Struct, frozen=True):
    """A link by path to another content file. `line` counts from 0 within the prose."""

    path: str
    line: int
    picture: bool = False


class Span(Struct, frozen=True):
    """A part of a prose's plain text that is not the editor's telling: offsets into `text`."""

    kind: Literal["own", "quote", "code"]
    """The editor's own arithmetic or word; a block quotation; code."""
    start: int
    end: int


class Prose(Struct, frozen=True):
    """Markdown that was read: its HTML, its first paragraph, its plain text, its links."""

    html: str = ""
    first: str = ""
    """The first paragraph as inline HTML: the short summary."""
    text: str = ""
    """Without markup, paragraphs parted by a blank line."""
    links: tuple[Link, ...] = ()
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.html)


def read_prose(markdown: str, *, inline: bool = False) -> tuple[Prose, tuple[tuple[int, str], ...]]:
    """Render Markdown; return it and the faults found as (line from 0, sentence)."""
    if not markdown.strip():
        return Prose(), ()
    if markdown.count("[") > BRACKETS:
        return Prose(), ((0, f"the text has more than {BRACKETS:,} opening brackets"),)
    parser = _parser()
    env: dict[str, Any] = {}
    tokens = parser.parseInline(markdown, env) if inline else parser.parse(markdown, env)
    links: list[Link] = []
    faults: list[tuple[int, str]] = []
    _settle_links(tokens, links, faults)
    html = str(parser.renderer.render(tokens, parser.options, env)).strip()
    text, spans = _plain(tokens)
    prose = Prose(html, _first(parser, tokens, env), text, tuple(links), spans)
    return prose, tuple(faults)


def place_links(html: str, addresses: dict[str, str]) -> str:
    """Replace the marks of content links by addresses, relative to the page that shows them."""
    for path, address in addresses.items():
        html = html.replace(f'"{MARK}{path}"', f'"{address}"')
    return html


@cache
def _parser() -> MarkdownIt:
    # loaded with the first text: a build of nothing new does without
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    # the plugin of the attribute spans; only a class may be given, so no handler or style comes in
    parser.use(attrs_plugin, spans=True, allowed={"class"})
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # judged in _settle_links
    return parser


def _settle_links(tokens: list[Token], links: list[Link], faults: list[tuple[int, str]]) -> None:
    for token in tokens:
        line = token.map[0] if token.map else 0
        for child in token.children or ():
            for name in ("href", "src"):
                url = child.attrGet(name)
                if isinstance(url, str):
                    child.attrSet(name, _settled(url, line, name == "src", links, faults))


def _settled(
    url: str, line: int, picture: bool, links: list[Link], faults: list[tuple[int, str]]
) -> str:
    scheme = _SCHEME.match(url)
    if scheme is None and not url.startswith("//"):
        if url.startswith("#"):
            return url
        links.append(Link(url, line, picture))
        return MARK + url
    allowed = scheme is not None and scheme[0].casefold() in _ALLOWED
    if allowed and not picture:
        return url
    why = "pictures are files of the site" if picture else "links go to http, https or mailto"
    faults.append((line, f"the address {url[:80]!r} is not allowed; {why}"))
    return ""


def _first(parser: MarkdownIt, tokens: list[Token], env: dict[str, Any]) -> str:
    inline = next((token for token in tokens if token.type == "inline"), None)
    if inline is None:
        return ""
    return str(parser.renderer.render(inline.children or [], parser.options, env))


def _plain(tokens: list[Token]) -> tuple[str, tuple[Span, ...]]:
    text = ""
    spans: list[Span] = []
    quoted = 0
    for token in tokens:
        quoted += token.type == "blockquote_open"
        quoted -= token.type == "blockquote_close"
        if token.type not in ("inline", "fence", "code_block"):
            continue
        text += "\n\n" if text else ""
        begin = len(text)
        if token.type == "inline":
            text = _words(token.children or [], text, spans)
        else:
            text += token.content.rstrip()
            spans.append(Span("code", begin, len(text)))
        if quoted:
            spans.append(Span("quote", begin, len(text)))
    return text, tuple(spans)


def _words(children: list[Token], text: str, spans: list[Span]) -> str:
    """Add the words of one paragraph to a text; note where its own and code parts stand."""
    opened: list[tuple[bool, int]] = []
    for child in children:
        begin = len(text)
        if child.type == "span_open":
            opened.append((child.attrGet("class") == "own", begin))
        elif child.type == "span_close" and opened:
            own, start = opened.pop()
            spans += [Span("own", start, begin)] if own else []
        text += " " if child.type in ("softbreak", "hardbreak") else child.content
        if child.type == "code_inline":
            spans.append(Span("code", begin, len(text)))
    return text
