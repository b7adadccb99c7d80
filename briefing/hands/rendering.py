"""From a page to bytes: one named renderer for each kind of output, and the key that decides."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from briefing.ground.keys import key_of, key_of_bytes
from briefing.ground.problems import Problem
from briefing.hands.feeds import FORMS, sitemap
from briefing.hands.templates import TemplateError, Templates
from briefing.thought.addresses import absolute, relative
from briefing.thought.feeding import FeedItem
from briefing.thought.pages import Page, SiteView

_encode = msgspec.msgpack.Encoder(order="deterministic").encode
_json = msgspec.json.Encoder().encode


class PageKey(msgspec.Struct, frozen=True, array_like=True):
    """The parts of a page's key that are its own; engine and settings are shared by all pages."""

    renderer: str
    template: str
    data: str


class Rendering:
    """Renders pages of one site with one set of templates."""

    def __init__(self, templates: Templates, site: SiteView, files: Mapping[str, str]) -> None:
        """`files`: where each file that is given out as it is lies, by the name pages use."""
        self.templates = templates
        self.site = site
        self.files = files
        self.site_key = key_of(_encode(site))
        self._contents: dict[str, str] = {}  # one item stands in several feeds

    def key(self, page: Page) -> PageKey:
        """Return the key of a page. Raises TemplateError."""
        template = self.templates.key(page.template) if page.template else ""
        return PageKey(
            page.renderer, template, key_of(page.path, page.template, _encode(page.data))
        )

    def render(self, page: Page) -> bytes:
        """Return the bytes of a page. Raises TemplateError; OSError if a copied file is gone."""
        if page.renderer == "template":
            text = self.templates.render(page.template, page.data, self.site, page=page.path)
            return text.encode("utf-8")
        made: bytes = _RENDERERS[page.renderer](self, page)
        return made

    def _copy(self, page: Page) -> bytes:
        path = self.files[page.data.file]
        data = Path(path).read_bytes()
        if key_of_bytes(data) != page.data.key:
            what = "the file was saved while the site was built; build again"
            raise TemplateError(Problem(path, 0, 0, "unreadable", what))
        return data

    def _document(self, page: Page) -> bytes:
        return msgspec.json.format(_json(page.data.value), indent=1) + b"\n"

    def _text(self, page: Page) -> bytes:
        return str(page.data.value).encode("utf-8")

    def _feed(self, page: Page) -> bytes:
        contents = [self._content(page, item) for item in page.data.items]
        return FORMS[page.data.form](page.data, contents, self.site)

    def _content(self, page: Page, item: FeedItem) -> str:
        key = key_of(self.templates.key(page.template), _encode(item))
        if key not in self._contents:
            made = self.templates.render(page.template, item, self.site, page=page.path)
            self._contents[key] = made
        return self._contents[key]

    def _sitemap(self, page: Page) -> bytes:
        return sitemap(page.data, self.site)

    def _redirect(self, page: Page) -> bytes:
        to = html.escape(relative(page.data.path, page.data.to), quote=True)
        title = html.escape(page.data.title)
        canonical = html.escape(absolute(page.data.to, self.site.base_url), quote=True)
        return (
            f'<!doctype html>\n<html lang="{html.escape(self.site.language)}">\n<head>\n'
            f'<meta charset="utf-8">\n<title>{title}</title>\n'
            f'<meta http-equiv="refresh" content="0; url={to}">\n<meta name="robots" content="noindex">\n'
            + (f'<link rel="canonical" href="{canonical}">\n' if self.site.base_url else "")
            + f'</head>\n<body>\n<p><a href="{to}">{title}</a></p>\n</body>\n</html>\n'
        ).encode()


_RENDERERS: dict[str, Any] = {
    "copy": Rendering._copy,
    "json": Rendering._document,
    "text": Rendering._text,
    "redirect": Rendering._redirect,
    "feed": Rendering._feed,
    "sitemap": Rendering._sitemap,
}
