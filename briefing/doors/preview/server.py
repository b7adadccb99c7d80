"""The server of the preview: the stdlib's, on loopback, for browsers on this machine only.

Any web site may ask a browser to connect to this machine. So the Host must be ours (DNS rebinding),
an Origin must be ours, there is no CORS, and what is not a page needs the token made at start.
Paths are looked up among the pages of the site; no path ever reaches the file system.
"""

from __future__ import annotations

import contextlib
import html
import ipaddress
import mimetypes
import secrets
import socket
import sys
import traceback
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import msgspec

from briefing.doors.preview.editors import editor_link
from briefing.doors.preview.session import Served, Session, State
from briefing.ground.problems import Problem
from briefing.hands.templates import TemplateError

Say = Callable[[str], None]
OWN = "/_briefing/"
_BEAT = 10.0
_NEXT_PORTS = 20
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
_SHOWN_PROBLEMS = 200
_ORDER = ("error", "warning", "note")


class Server(ThreadingHTTPServer):
    """Serves one session."""

    daemon_threads = True
    block_on_close = False
    # elsewhere this only skips the wait after a restart; on Windows it would share a port in use
    allow_reuse_address = sys.platform != "win32"
    request_queue_size = 64

    def __init__(
        self,
        session: Session,
        host: str,
        port: int,
        *,
        follow: bool = False,
        say: Say = lambda text: None,
    ) -> None:
        """Raises OSError where the address cannot be had."""
        if ":" in host:
            self.address_family = socket.AF_INET6
        super().__init__((host, port), Handler)
        self.session = session
        self.follow = follow
        self.say = say
        self.token = secrets.token_urlsafe(24)
        self.streams = 0
        """How many streams of states are open."""
        self._open: set[socket.socket] = set()
        self.host = host

    @property
    def port(self) -> int:
        """The port in use."""
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the site."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        if is_anywhere(self.host):
            name = "localhost"
        return f"http://{name}:{self.port}{self.session.state.base}"

    def get_request(self) -> tuple[socket.socket, Any]:
        """Take a connection, and remember it."""
        request, address = super().get_request()
        self._open.add(request)
        return request, address

    def shutdown_request(self, request: Any) -> None:
        """End a connection, and forget it."""
        self._open.discard(request)
        super().shutdown_request(request)

    def end(self) -> None:
        """Close the port and cut every connection, streams too."""
        self.server_close()
        for request in list(self._open):
            with contextlib.suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over browsers that went away in the middle; say everything else."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    def report(self, text: str) -> None:
        """Say what went wrong in a way nobody foresaw."""
        self.say(f"A page could not be made:\n{text}")

    def knows(self, host: str) -> bool:
        """Say whether a Host header names this server: by a name that nobody else can give."""
        try:
            parts = urlsplit(f"//{host}")
            name, port = parts.hostname or "", parts.port or 80
        except ValueError:
            return False
        if port != self.port or parts.username is not None:
            return False
        if name in ("localhost", "127.0.0.1", "::1", self.host.lower()):
            return True
        if not is_anywhere(self.host):
            return False
        return _is_address(name) or name == socket.gethostname().lower()


def is_anywhere(host: str) -> bool:
    """Say whether binding here means every network of this machine."""
    return host in ("", "0.0.0.0", "::")  # noqa: S104


def is_loopback(host: str) -> bool:
    """Say whether binding here is for this machine alone."""
    if host == "localhost":
        return True
    return _is_address(host) and ipaddress.ip_address(host).is_loopback


def bind(
    session: Session, host: str, port: int, *, follow: bool = False, say: Say = lambda text: None
) -> Server:
    """Bind to the port or, where it is in use, to one of the next ones. Raises OSError."""
    last: OSError | None = None
    for number in range(port, min(port + _NEXT_PORTS, 65536)) if port else (0,):
        try:
            return Server(session, host, number, follow=follow, say=say)
        except OSError as error:
            if error.errno not in _IN_USE:
                raise
            last = error
    assert last is not None
    raise last


_IN_USE = {98, 48, 10048, 13, 10013}  # in use, and not allowed, on Linux, macOS and Windows


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server: Server
    timeout = 60
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the terminal is for problems."""

    def version_string(self) -> str:
        """Name no versions."""
        return "briefing"

    def do_HEAD(self) -> None:
        """As GET, without the body."""
        self.do_GET()

    def do_GET(self) -> None:
        """Give out a page, a file of the preview's own, or the stream of states."""
        refused = self._refused()
        if refused:
            self._send(403, refused.encode(), "text/plain; charset=utf-8")
            return
        path = urlsplit(self.path).path
        if path.startswith(OWN):
            self._own(path.removeprefix(OWN))
        else:
            self._site(path)

    def _refused(self) -> str:
        if not self.server.knows(self.headers.get("Host", "")):
            return "This preview answers under its own name only (see --host)."
        origin = self.headers.get("Origin")
        if origin is not None and origin != f"http://{self.headers['Host']}":
            return "This preview answers its own pages only."
        foreign = self.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
        if foreign and self.headers.get("Sec-Fetch-Mode") != "navigate":
            return "This preview answers its own pages only."
        return ""

    # -- the site -------------------------------------------------------------------------------

    def _site(self, path: str) -> None:
        session, base = self.server.session, self.server.session.state.base
        if not path.startswith(base):
            if path == "/" or f"{path}/" == base:
                self._redirect(base)
            elif path == "/favicon.ico":
                self._send(204, b"", "")  # browsers ask for it by themselves, at the root only
            else:
                self._problem_page(404, "Not in this site", f"The site is at {base}.")
            return
        name = unquote(path.removeprefix(base))
        if not name or name.endswith("/"):
            name += "index.html"
        if session.snapshot is None:
            self._problem_page(503, "There is nothing to show yet", "", waiting=True)
            return
        try:
            served, code = session.page(name), 200
            if served is None:
                served, code = session.page("404.html"), 404
        except TemplateError as error:
            self._problem_page(500, "This page cannot be made", str(error))
            return
        except OSError as error:
            self._problem_page(500, "This file cannot be read", str(error))
            return
        except Exception as error:  # noqa: BLE001  # one page's fault is not the end of the others
            self.server.report(traceback.format_exc())
            self._problem_page(500, "This page cannot be made", repr(error))
            return
        if served is None:
            self._problem_page(404, "There is no such page", name)
        else:
            self._page(code, name if code == 200 else "404.html", served)

    def _page(self, code: int, name: str, served: Served) -> None:
        etag = f'"{served.key}"'
        if code == 200 and self.headers.get("If-None-Match") == etag:
            self._send(304, b"", "", ETag=etag)
            return
        data, kind = served.data, type_of(name)
        if kind.startswith("text/html"):
            data = with_script(data, self._script(served.key))
        self._send(code, data, kind, ETag=etag)

    def _script(self, key: str) -> bytes:
        """The one tag that the preview adds to a page."""
        return script_tag(self.server.token, key)

    def _redirect(self, to: str) -> None:
        self._send(302, b"", "text/plain", Location=quote(to))

    def _problem_page(self, code: int, title: str, text: str, *, waiting: bool = False) -> None:
        wait = " data-waiting" if waiting else ""
        lines = "".join(
            f"<li><pre>{html.escape(str(problem))}</pre></li>"
            for problem in gravest(self.server.session.state.problems)[:_SHOWN_PROBLEMS]
        )
        page = (
            f'<!doctype html>\n<html lang="en"{wait}>\n<head>\n<meta charset="utf-8">\n'
            f"<title>{html.escape(title)}</title>\n</head>\n<body>\n<h1>{html.escape(title)}</h1>\n"
            f"<pre>{html.escape(text)}</pre>\n<noscript><ul>{lines}</ul></noscript>\n"
            "</body>\n</html>\n"
        ).encode()
        self._send(code, with_script(page, self._script("")), _TYPES[".html"])

    # -- the preview's own ----------------------------------------------------------------------

    def _own(self, name: str) -> None:
        given = parse_qs(urlsplit(self.path).query).get("token", [""])[0]
        if not secrets.compare_digest(given.encode(), self.server.token.encode()):
            self._send(403, b"The token is that of another start.", "text/plain; charset=utf-8")
        elif name == "events":
            self._stream()
        elif name in ("preview.js", "worker.js"):
            # the address holds the token, so a browser may keep it as long as this server runs
            self._send(200, asset(name), _TYPES[".js"], cache="max-age=86400, immutable")
        else:
            self._send(404, b"There is nothing here.", "text/plain; charset=utf-8")

    def _stream(self) -> None:
        self.send_response(200)
        self._common("no-store")
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if self.command == "HEAD":
            return
        self.server.streams += 1
        try:
            self._states()
        except OSError:
            pass  # the browser went away
        finally:
            self.server.streams -= 1

    def _states(self) -> None:
        self.wfile.write(b"retry: 300\n\n")
        number = -1
        while True:
            state = self.server.session.wait(number, _BEAT)
            if state.number == number:
                self.wfile.write(b": still here\n\n")
            else:
                number = state.number
                self.wfile.write(b"data: " + self._told(state) + b"\n\n")

    def _told(self, state: State) -> bytes:
        session = self.server.session
        shown = gravest(state.problems)[:_SHOWN_PROBLEMS]
        told = {
            "run": self.server.token[:8],
            "number": state.number,
            "made": state.made,
            "ready": state.ready,
            "base": state.base,
            "follow": self.server.follow,
            "saved": state.saved,
            "static": state.static,
            "drafts": state.drafts,
            "counts": counts(state.problems),
            "problems": [told_problem(session, problem) for problem in shown],
        }
        return msgspec.json.encode(told)

    # -- sending --------------------------------------------------------------------------------

    def _send(
        self, code: int, data: bytes, kind: str, *, cache: str = "no-cache", **more: str
    ) -> None:
        self.send_response(code)
        self._common(cache)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in more.items():
            self.send_header(name, value)
        if code not in (204, 304):
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD" and code != 304:
            with contextlib.suppress(ConnectionError):
                self.wfile.write(data)

    def _common(self, cache: str) -> None:
        self.send_header("Cache-Control", cache)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        self.send_header("Referrer-Policy", "same-origin")


def script_tag(token: str, key: str) -> bytes:
    """Return the script tag of a page whose bytes have this key."""
    return f'<script src="{OWN}preview.js?token={token}" data-page="{key}"></script>'.encode()


def with_script(page: bytes, tag: bytes) -> bytes:
    """Put the tag before the end of the body; nothing else of the page is touched."""
    at = page.rfind(b"</body>")
    at = len(page) if at < 0 else at
    return page[:at] + tag + page[at:]


def type_of(name: str) -> str:
    """Return the media type of an output file."""
    end = name[name.rfind(".") :].lower() if "." in name else ""
    return _TYPES.get(end) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def told_problem(session: Session, problem: Problem) -> dict[str, Any]:
    """Return a problem as the bar shows it: with the line itself, and a link to the editor."""
    path = session.site / problem.path  # a theme's path is whole already
    return {
        "path": problem.path,
        "line": problem.line,
        "col": problem.col,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "text": session.line(problem.path, problem.line),
        "editor": editor_link(path, problem.line, problem.col),
    }


def counts(problems: tuple[Problem, ...]) -> dict[str, int]:
    """Count problems by severity."""
    found = {"error": 0, "warning": 0, "note": 0}
    for problem in problems:
        found[problem.severity] += 1
    return found


def gravest(problems: tuple[Problem, ...]) -> list[Problem]:
    """Return problems with the errors first, so that none of them is past the end of the list."""
    return sorted(problems, key=lambda problem: _ORDER.index(problem.severity))


@cache
def asset(name: str) -> bytes:
    """Return a script of the preview; the overlay comes with the morphing library and its style."""
    folder = files("briefing.doors.preview") / "assets"
    if name != "preview.js":
        return (folder / name).read_bytes()
    style = msgspec.json.encode((folder / "overlay.css").read_text("utf-8"))
    return b"".join(
        [
            b"(() => {\n",
            (folder / "idiomorph.min.js").read_bytes(),
            b"\nconst STYLE = " + style + b";\n",
            (folder / "overlay.js").read_bytes(),
            b"})();\n",
        ]
    )


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
