"""What a site knows that helps to read an article: outlets, voices, measures, entries."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from briefing.content.loading import load
from briefing.content.model import Entry, Measure, Outlet, Voice
from briefing.content.parsing import parse
from briefing.content.reading import slug
from briefing.doors.importing.article import Context
from briefing.doors.importing.keeping import words_of
from briefing.doors.importing.precedents import Precedents
from briefing.doors.importing.speakers.cast import Known
from briefing.ground.settings import Settings, read_settings
from briefing.thought.voices import Voices, fold


class Site(Struct, frozen=True, kw_only=True):
    """A site as the importer needs it; empty where there is none."""

    root: Path
    settings: Settings | None = None
    outlets: dict[str, Outlet] = {}
    measures: dict[str, Measure] = {}
    entries: dict[str, Entry] = {}
    """By path."""
    voices: tuple[Voice, ...] = ()
    precedents: Precedents | None = None

    @property
    def context(self) -> Context:
        return Context(outlets=self.outlets, voices=_voices(self.voices))


def load_site(root: Path) -> Site:
    """Read a site's content as far as it can be read; faults are the business of `check`."""
    try:
        data = (root / "briefing.toml").read_bytes()
    except OSError:
        return Site(root=root)
    settings, _ = read_settings("briefing.toml", data)
    sources, _ = load(root)
    content, _, _ = parse(sources, {})
    site = Site(
        root=root,
        settings=settings,
        outlets={o.id: o for o in content.outlets.values()},
        measures={m.id: m for m in content.measures.values()},
        entries=dict(content.entries),
        voices=content.voices,
    )
    return msgspec.structs.replace(site, precedents=precedents_of(site))


def precedents_of(site: Site, without: Iterable[str] = ()) -> Precedents:
    """Return how the site's entries measure figures, but for some entries (by id)."""
    out = set(without)
    entries = [e for e in site.entries.values() if e.id not in out]
    texts = lru_cache(maxsize=200)(lambda source: words_of(source, site.root / "sources"))
    voices = Voices(site.voices, site.outlets)
    return Precedents(entries, site.measures, voices, lambda entry: texts(entry.source))


def _voices(voices: tuple[Voice, ...]) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for voice in voices:
        person = voice.origin != "" or (voice.role != "" and " " in voice.name)
        known = Known(voice.name, voice.role, voice.actor, voice.standing, person)
        for name in (voice.name, *voice.aliases):
            found.setdefault(fold(name), known)
    return found


def voice_named(name: str, voices: tuple[Voice, ...]) -> Voice | None:
    """Return the site's voice that a name means, by name, alias or id."""
    want = fold(name)
    for voice in voices:
        if want in (fold(voice.name), voice.id, *map(fold, voice.aliases)) or slug(name) == (
            voice.id or slug(voice.name)
        ):
            return voice
    return None
