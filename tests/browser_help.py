"""The browser that tests use: Debian's Chromium, or the one that CHROMIUM names."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
    or "/usr/bin/chromium"
)


def need_browser(*modules: str) -> None:
    """Skip the test module that calls this where browser or modules are missing.

    Under CI nothing is skipped: what is missing then fails where it is used.
    """
    if os.environ.get("CI"):
        return
    for module in modules:
        pytest.importorskip(module)
    if not Path(CHROMIUM).exists():
        pytest.skip("no Chromium here", allow_module_level=True)
