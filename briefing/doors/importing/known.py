"""What a site knows that helps to read an article: outlets, voices, measures, entries."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec
from msgspec import Struct

from briefing.content.loading import Source, load, reload
from briefing.content.model import Entry, Measure, Outlet, Voice
from briefing.content.parsing import VOICES_PATH, parse, parse_one
from briefing.content.reading import read_yaml_list, slug
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
    """How its entries measure figures; None where there is no site."""

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
    return msgspec.structs.replace(site, precedents=_precedents(site))


def refreshed(site: Site, paths: Iterable[str]) -> Site:
    """Return the site with some of its entries, and its voices, as their files are now."""
    found = reload(site.root, (*paths, VOICES_PATH))
    entries = dict(site.entries)
    for path in found.keys() - {VOICES_PATH}:
        source = found[path]
        entry = parse_one(source)[0] if isinstance(source, Source) else None
        entries.pop(path, None)
        entries.update({path: entry} if entry is not None else {})
    voices = site.voices
    if isinstance(listed := found.get(VOICES_PATH), Source):
        voices, _ = read_yaml_list(VOICES_PATH, listed.text, Voice)
    changed = [entries[path] for path in found if path in entries]
    before = (
        site.precedents.since(changed, Voices(voices, site.outlets)) if site.precedents else None
    )
    return msgspec.structs.replace(site, entries=entries, voices=voices, precedents=before)


def _precedents(site: Site) -> Precedents:
    """Return how the site's entries measure figures."""
    texts = lru_cache(maxsize=200)(lambda source: words_of(source, site.root / "sources"))
    voices = Voices(site.voices, site.outlets)
    entries = site.entries.values()
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
