"""A preview in the same process, for tests: a small site, a server on a free port, raw requests."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from briefing.doors.preview.serving import Options, Preview
from tests.sites_help import BASE_SITE, entry, write_site

T = TypeVar("T")
ENTRY = "content/entries/march.md"
PAGE = "/t/entries/march.html"
FILES = {
    **BASE_SITE,
    ENTRY: entry(),
    "content/entries/other.md": entry("2024-10-24", body="Other."),
    "content/editions/2024-10-23.md": "---\ntitle: The march\nlede: A lede.\n---\nBody.\n",
}


class Running:
    """A preview that runs, and what it said."""

    def __init__(self, preview: Preview, said: list[str]) -> None:
        self.preview = preview
        self.session = preview.session
        self.site = preview.session.site
        self.said = said
        self.port = preview.server.port
        self.token = preview.server.token

    @property
    def url(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
        """Ask for a path; `Host` may be given like any other header."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.putrequest("GET", path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.read(), dict(answer.getheaders())
        finally:
            connection.close()

    def text(self, path: str) -> str:
        """Return a page's text; it must be there."""
        code, data, _ = self.get(path)
        assert code == 200, (code, data[:200])
        return data.decode()

    def shows(self, words: str, path: str = PAGE) -> None:
        """Wait until a page holds words."""
        until(lambda: words in self.get(path)[1].decode(), words)

    def save(self, body: str, path: str = ENTRY) -> None:
        """Save the entry with another body."""
        (self.site / path).write_text(entry(body=body), "utf-8")

    @contextmanager
    def stream(self) -> Iterator[Callable[[], dict[str, Any]]]:
        """Open the stream of states; yields a function that returns the next."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        connection.request("GET", f"/_briefing/events?token={self.token}")
        answer = connection.getresponse()
        assert answer.status == 200

        def state() -> dict[str, Any]:
            while True:
                line = answer.readline()
                assert line, "the stream ended"
                if line.startswith(b"data: "):
                    found: dict[str, Any] = json.loads(line[6:])
                    return found

        try:
            yield state
        finally:
            answer.close()
            connection.close()


def until(ask: Callable[[], T], what: str = "", seconds: float = 15.0) -> T:
    """Ask again until the answer is true."""
    end = time.monotonic() + seconds
    while True:
        found = ask()
        if found:
            return found
        assert time.monotonic() < end, f"waited {seconds} s for {what or ask}"
        time.sleep(0.005)


@contextmanager
def running(site: Path, **options: Any) -> Iterator[Running]:
    """Run a preview of a site on a free port."""
    said: list[str] = []
    preview = Preview(Options(site=site, port=options.pop("port", 0), **options), said.append)
    preview.start()
    thread = threading.Thread(target=preview.serve, daemon=True)
    thread.start()
    try:
        yield Running(preview, said)
    finally:
        preview.server.shutdown()
        preview.stop()
        thread.join(5)


def small_site(folder: Path) -> Path:
    """Write a small site with two entries and an edition."""
    return write_site(folder, dict(FILES))
