"""`briefing publish`: one commit on a branch that a server gives out, or a reason why not.

Fresh and strict into an empty folder, looked over once more, compared with what the branch holds,
then one commit on top of it. Nothing is pushed until everything is known; the push itself moves the
branch in one step, so that an interruption at any point leaves the old site or the new one.

What `briefing` wrote on a branch is said by the commit itself: a trailer with the id of its own
tree. A file that differs from what such a commit holds was put there by somebody else.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct

from briefing.build import build
from briefing.content.parsing import parse
from briefing.doors.git import FILE, Git, GitError
from briefing.doors.leaks import leaks
from briefing.ground.engine import engine_key
from briefing.ground.problems import Problem, has_errors, summary
from briefing.hands.store import FOLDER, Store
from briefing.stages import Options, Reading, read_site
from briefing.thought.addresses import collisions
from briefing.thought.pages import Route

TRAILER = "Briefing-Tree"
#: GitHub Pages takes sites of 1 GB; GitHub takes files of 100 MiB.
SITE_LIMIT, FILE_LIMIT = 10**9, 100 * 2**20
#: Files that whoever set the branch up may have put there: the domain, and "no Jekyll here".
_ANYBODYS = ("CNAME", ".nojekyll")
_BAD_NAME = re.compile(r'["<>:|*?\\\x00-\x1f]|[. ]$|[. ]/')
_GITHUB = re.compile(
    r"(?:https://|ssh://git@|git@)(?:[^@/]*@)?github\.com[/:]([^/]+)/([^/]+?)(?:\.git)?/?$"
)

Progress = Callable[[str, int, int], None]


class Change(Struct, frozen=True):
    """What a publication does to one file of the branch."""

    what: Literal["new", "changed", "removed"]
    path: str


class Publication(Struct, kw_only=True):
    """What `publish` did, or would do, or why it refuses; the command line words it."""

    remote: str
    branch: str
    address: str = ""
    problems: tuple[Problem, ...] = ()
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    files: int = 0
    size: int = 0
    commit: str = ""
    """The new commit; empty where nothing changed, and in a dry run."""


def publish(
    site: Path, *, remote: str, branch: str, dry_run: bool,
    progress: Progress = lambda stage, done, total: None,
) -> Publication:  # fmt: skip
    """Build a site and put it on a remote's branch. Every refusal is in the result.

    Raises Busy, OSError.
    """
    told = Publication(remote=remote, branch=branch)
    git = Git(site)
    try:
        told.refused = _out_of_place(git, remote, branch)
        if not told.refused:
            _publish(site, git, told, dry_run=dry_run, progress=progress)
    except GitError as error:
        told.refused = (str(error),)
    return told


def _publish(site: Path, git: Git, told: Publication, *, dry_run: bool, progress: Progress) -> None:
    tip = git.tip(told.remote, told.branch)
    there = git.tree(tip) if tip else {}
    cname = git.line("cat-file", "blob", f"{tip}:CNAME") if "CNAME" in there else ""
    reading = read_site(Options(site=site, output=site / "output"))
    told.address = _address(reading, git, told.remote, cname)
    if reading.settings is not None and not told.address:
        told.refused = (
            "there is no `base_url`: feeds and 404.html need the site's address. "
            'Write it in briefing.toml: `base_url = "https://…/"`',
        )
        return
    home = site / FOLDER
    home.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix="publish-") as scratch:
        folder = Path(scratch) / "site"
        files = _built(site, folder, told, progress)
        if told.refused:
            return
        told.notes = _notes(told.address, cname, git, told.remote)
        told.refused = _unfit(site, reading, folder, files)
        ids = dict(zip(files, git.ids([folder / path for path in files], keep=False), strict=True))
        wanted = {path: f"{FILE} {name}" for path, name in ids.items()}
        wanted[".nojekyll"] = f"{FILE} {git.line('hash-object', '--stdin')}"
        told.refused += _foreign(git, tip, there, wanted)
        if "CNAME" in there:
            wanted["CNAME"] = there["CNAME"]
        told.files, told.changes = len(wanted), _changes(there, wanted)
        if told.refused or dry_run or not told.changes:
            return
        git.ids([folder / path for path in files if wanted[path] != there.get(path)], keep=True)
        git.add(b"")
        tree = git.write_tree(wanted, Path(scratch))
        message = _message(git, told, tree, reading)
        commit = git.commit(tree, tip, message, _person(reading))
        git.push(told.remote, commit, told.branch)
        told.commit = commit


def _out_of_place(git: Git, remote: str, branch: str) -> tuple[str, ...]:
    """Reasons that can be known before anything is built."""
    try:
        git.run("rev-parse", "--show-toplevel")
    except GitError as error:
        if "not a git repository" not in str(error):
            raise
        return ("the site is in no git repository: `git init`, commit, and add a remote first",)
    found = []
    known = git.line("remote").split()
    if remote not in known and not re.search(r"[/:\\]", remote):
        names = f"there are: {', '.join(known)}" if known else f"`git remote add {remote} ADDRESS`"
        found.append(f"there is no remote {remote!r}; {names}")
    if not git.line("check-ref-format", "--branch", branch) or branch.startswith(("-", "@")):
        found.append(f"{branch!r} is no name for a branch")
    elif branch == git.line("symbolic-ref", "--short", "HEAD") and remote in (
        "origin", git.line("config", f"branch.{branch}.remote"),
    ):  # fmt: skip
        found.append(f"{branch!r} is the branch you work on; the site needs one of its own")
    return tuple(found)


def _built(site: Path, folder: Path, told: Publication, progress: Progress) -> list[str]:
    """Build into an empty folder; return the files, or none and the reason in `told`."""
    folder.mkdir()
    options = Options(
        site=site, output=folder, base_url=told.address or None, fresh=True, strict=True
    )
    try:
        report = build(options, progress)
    finally:
        Store(site, folder, engine_key()).forget()
    told.problems = report.problems
    if report.failed or has_errors(report.problems, strict=True):
        told.refused = (f"the site does not pass its checks: {summary(report.problems)}",)
        return []
    files = sorted(report.written)
    told.size = sum((folder / path).stat().st_size for path in files)
    return files


def _unfit(site: Path, reading: Reading, folder: Path, files: list[str]) -> tuple[str, ...]:
    """Reasons why the built files must not, or cannot, be given out by GitHub Pages."""
    sizes = {path: (folder / path).stat().st_size for path in files}
    found = [f.message for f in collisions([Route(path, path) for path in [*files, "CNAME"]])]
    found += [
        f"{path!r} is a name that some systems refuse" for path in files if _BAD_NAME.search(path)
    ]
    found += [
        f"{path} has {size / 2**20:.0f} MiB; GitHub takes files of {FILE_LIMIT // 2**20} MiB"
        for path, size in sizes.items()
        if size > FILE_LIMIT
    ]
    if sum(sizes.values()) > SITE_LIMIT:
        found.append(f"the site has {sum(sizes.values()) / 1e9:.2f} GB; GitHub Pages takes 1 GB")
    if "index.html" not in sizes:
        found.append("there is no index.html")
    content, _, _ = parse(reading.sources, Store(site, folder, engine_key()).parsed())
    return (*found, *leaks(site, reading.sources, content, folder, files))


def _foreign(
    git: Git, tip: str, there: Mapping[str, str], wanted: Mapping[str, str]
) -> tuple[str, ...]:
    """What the branch holds that no publication wrote, and that this one would take away."""
    left = {p: about for p, about in there.items() if p not in _ANYBODYS and wanted.get(p) != about}
    for commit in git.history(tip, TRAILER) if left else ():
        if commit.trailer == commit.tree:
            own = git.tree(commit.id)
            left = {path: about for path, about in left.items() if own.get(path) != about}
            if not left:
                break
    if not left:
        return ()
    named = ", ".join(sorted(left)[:5]) + (f" and {len(left) - 5} more" if len(left) > 5 else "")
    return (
        f"the branch holds {len(left)} files that briefing did not write: {named}. "
        "Choose another branch with --branch, or remove them from this one yourself",
    )


def _changes(there: Mapping[str, str], wanted: Mapping[str, str]) -> tuple[Change, ...]:
    found = [Change("removed", path) for path in there if path not in wanted]
    for path, about in wanted.items():
        if path not in there:
            found.append(Change("new", path))
        elif there[path] != about:
            found.append(Change("changed", path))
    return tuple(sorted(found, key=lambda change: (change.path, change.what)))


def _address(reading: Reading, git: Git, remote: str, cname: str) -> str:
    """The site's address: as set, else as the branch's CNAME or a remote at GitHub says."""
    if reading.settings is None or reading.settings.base_url:
        return reading.settings.base_url if reading.settings else ""
    if cname:
        return f"https://{cname}/"
    return _at_github(git, remote)


def _at_github(git: Git, remote: str) -> str:
    """The address that GitHub gives a project's site; "" for a remote elsewhere."""
    for url in (git.line("config", f"remote.{remote}.url"), git.line("remote", "get-url", remote)):
        if github_address(url or remote):
            return github_address(url or remote)
    return ""


def github_address(url: str) -> str:
    """Return the address of the site of a repository at GitHub, or "" for any other."""
    found = _GITHUB.match(url)
    if not found:
        return ""
    user, project = found[1].lower(), found[2]
    own = f"{user}.github.io"
    return f"https://{own}/" if project.lower() == own else f"https://{own}/{project}/"


def _notes(address: str, cname: str, git: Git, remote: str) -> tuple[str, ...]:
    host = urlsplit(address).hostname or ""
    if cname and cname.lower() != host:
        return (f"the branch's CNAME says {cname}, the site's addresses say {host}",)
    if _at_github(git, remote) and not cname and not host.endswith(".github.io"):
        return (
            f"the branch has no CNAME: set the domain {host} in the repository's settings under "
            "Pages; it is kept from then on",
        )
    return ()


def _message(git: Git, told: Publication, tree: str, reading: Reading) -> str:
    title = reading.settings.title if reading.settings else ""
    counts = ", ".join(f"{n} {what}" for what, n in counted(told.changes).items())
    head = git.line("rev-parse", "--verify", "--quiet", "HEAD")
    trailers = [f"{TRAILER}: {tree}"]
    if head:
        dirty = git.line("status", "--porcelain", "--untracked-files=normal", "--", ".")
        trailers.insert(0, f"Source: {head}{' and uncommitted changes' if dirty else ''}")
    return f"Publish {title}\n\n{told.files} files: {counts}.\n\n" + "\n".join(trailers) + "\n"


def counted(changes: tuple[Change, ...]) -> dict[str, int]:
    """Return how many files are new, changed and removed."""
    return {what: sum(c.what == what for c in changes) for what in ("new", "changed", "removed")}


def _person(reading: Reading) -> tuple[str, str]:
    publisher = reading.settings.publisher if reading.settings else None
    name = publisher.name if publisher and publisher.name else "briefing"
    return name, (publisher.email if publisher and publisher.email else "briefing@localhost")
