"""What pages say of themselves to machines: schema.org types as JSON-LD.

Closed structs, part of a page's data like everything a template sees. Only what the page shows is
said here; a number keeps its hedge, and quoted words are those that the page shows.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

_RENAME = {"type_": "@type", "context": "@context", "at": "@id"}


class Thing(Struct, frozen=True, kw_only=True, omit_defaults=True, rename=_RENAME):
    """What every type has."""

    type_: str
    context: str = ""
    at: str = ""
    name: str = ""
    url: str = ""


class Agent(Thing, frozen=True, kw_only=True):
    """A Person or an Organization."""

    jobTitle: str = ""


class Comment(Thing, frozen=True, kw_only=True):
    """CorrectionComment."""

    datePublished: str = ""
    text: str = ""


class Work(Thing, frozen=True, kw_only=True):
    """WebSite, WebPage, NewsArticle, LiveBlogPosting, BlogPosting, Claim, Quotation."""

    headline: str = ""
    text: str = ""
    description: str = ""
    inLanguage: str = ""
    datePublished: str = ""
    dateModified: str = ""
    author: tuple[Agent, ...] = ()
    publisher: Agent | None = None
    spokenByCharacter: tuple[Agent, ...] = ()
    mainEntityOfPage: str = ""
    isBasedOn: tuple[str, ...] = ()
    appearance: tuple[Work, ...] = ()
    mainEntity: Work | None = None
    hasPart: tuple[Work, ...] = ()
    liveBlogUpdate: tuple[Work, ...] = ()
    coverageStartTime: str = ""
    correction: tuple[Comment, ...] = ()


class Download(Thing, frozen=True, kw_only=True):
    """DataDownload."""

    contentUrl: str = ""
    encodingFormat: str = ""


class DataSet(Thing, frozen=True, kw_only=True):
    """Dataset."""

    description: str = ""
    license: str = ""
    isAccessibleForFree: bool = True
    temporalCoverage: str = ""
    creator: Agent | None = None
    distribution: tuple[Download, ...] = ()


MachineReadable = Work | DataSet

_UNSAFE = (
    ("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"),
)  # fmt: skip


def script_json(value: MachineReadable) -> str:
    """Return JSON that may stand inside `<script>`: no text in it can end the element."""
    text = msgspec.json.encode(value).decode()
    for sign, safe in _UNSAFE:
        text = text.replace(sign, safe)
    return text
