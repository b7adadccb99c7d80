"""What templates see of a site's settings, and the pure helpers they may call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefing.ground.locale import is_rtl
from briefing.ground.settings import Settings
from briefing.thought.addresses import relative
from briefing.thought.library import Library
from briefing.thought.pages import SiteView


def site_view(library: Library) -> SiteView:
    """Return what templates see of the settings."""
    settings = library.settings
    return SiteView(
        title=settings.title,
        language=settings.language,
        direction="rtl" if is_rtl(settings.language) else "ltr",
        base_url=settings.base_url,
        description=settings.description,
        logo=settings.logo,
        footer=settings.footer,
        navigation=settings.navigation,
        publisher=settings.publisher.name,
    )


def helpers(settings: Settings) -> dict[str, Callable[..., Any]]:
    """Return the functions templates may call: pure, and the same for every page."""
    return {"relative": relative}
