"""The one door to git: its plumbing, run in a repository whose work tree and index stay as they are.

Nothing here checks a file out, moves a branch of this repository or writes its index: objects are
added, which nobody sees until a commit that names them is pushed.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

#: What a surrounding git command (a hook, say) sets, and would send ours to another repository.
_LOCAL = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_CONFIG_PARAMETERS",
)  # fmt: skip
#: Settings of the user's that would write beside our temporary index, or tidy up meanwhile.
_SETTINGS = ("core.splitIndex=false", "core.fsmonitor=false", "gc.auto=0", "maintenance.auto=false")
FILE = "100644"


class GitError(Exception):
    """git did not do what was asked; the message is its own, or says that there is no git."""


class Commit(Struct, frozen=True):
    """A commit, as far as publishing looks at it."""

    id: str
    tree: str
    trailer: str
    """The value of the trailer that was asked for; "" without one."""


class Git:
    """One repository, seen from a folder in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(
        self, *command: str, given: bytes = b"", extra: Mapping[str, str] | None = None
    ) -> bytes:
        """Run one git command and return what it printed. Raises GitError."""
        environment = {k: v for k, v in os.environ.items() if k not in _LOCAL}
        # without it `status` would refresh the user's index
        environment |= {"GIT_OPTIONAL_LOCKS": "0", **(extra or {})}
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        try:
            done = subprocess.run(
                ["git", "-C", str(self.folder), *settings, *command],
                input=given, capture_output=True, check=False, env=environment,
            )  # fmt: skip
        except FileNotFoundError as error:
            raise GitError("git is not installed") from error
        if done.returncode:
            told = done.stderr.decode("utf-8", "replace").strip()
            raise GitError(told or f"git {command[0]} ended with {done.returncode}")
        return done.stdout

    def line(self, *command: str) -> str:
        """Run a command and return the line it printed, or "" where it failed."""
        try:
            return self.run(*command).decode("utf-8", "replace").strip()
        except GitError:
            return ""

    def tip(self, remote: str, branch: str) -> str:
        """Return the commit a remote's branch stands at, its objects fetched; "" without one.

        Raises GitError where the remote cannot be reached.
        """
        ref = f"refs/heads/{branch}"
        listed = self.run("ls-remote", "--", remote, ref).decode().split("\n")
        tip = next((line.split("\t")[0] for line in listed if line.endswith("\t" + ref)), "")
        if tip and not self.line("rev-parse", "--verify", "--quiet", f"{tip}^{{tree}}"):
            self.run(
                "fetch", "--quiet", "--no-tags", "--no-write-fetch-head",
                "--recurse-submodules=no", "--", remote, ref,
            )  # fmt: skip
        return tip

    def tree(self, commit: str) -> dict[str, str]:
        """Return path → `mode id` of every file of a commit."""
        found = {}
        for item in self.run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
            if item:
                about, _, path = item.partition(b"\t")
                mode, _, name = about.decode().split(" ")
                found[path.decode("utf-8", "surrogateescape")] = f"{mode} {name}"
        return found

    def history(self, tip: str, trailer: str) -> list[Commit]:
        """Return a branch's commits, newest first, each with the value of one trailer."""
        form = f"%H %T %(trailers:key={trailer},valueonly,separator=%x2C)"
        listed = self.run("log", "--first-parent", f"--format={form}", tip, "--")
        return [Commit(*(*line.split(" "), "", "")[:3]) for line in listed.decode().splitlines()]

    def ids(self, files: list[Path], *, keep: bool) -> list[str]:
        """Return the id of each file's bytes, as they are; `keep` also adds the objects."""
        command = ("hash-object", "--no-filters", *(("-w",) if keep else ()), "--stdin-paths")
        given = b"\n".join(os.fsencode(file.resolve()) for file in files)
        return self.run(*command, given=given + b"\n").decode().split() if files else []

    def add(self, data: bytes) -> str:
        """Add one object and return its id."""
        return self.run("hash-object", "-w", "--stdin", given=data).decode().strip()

    def write_tree(self, files: Mapping[str, str], scratch: Path) -> str:
        """Return the id of a tree of these files (path → `mode id`), made in a temporary index."""
        listed = "".join(f"{about} 0\t{path}\0" for path, about in sorted(files.items()))
        extra = {"GIT_INDEX_FILE": str(scratch.resolve() / "index")}
        self.run(
            "update-index", "-z", "--index-info", given=listed.encode("utf-8", "surrogateescape"),
            extra=extra,
        )  # fmt: skip
        return self.run("write-tree", extra=extra).decode().strip()

    def commit(self, tree: str, parent: str, message: str, person: tuple[str, str]) -> str:
        """Return the id of a new commit, which no branch names yet.

        `person` (name, address) signs where the user told git nothing: git would otherwise make an
        address of the machine's name.
        """
        name, address = person
        extra = {}
        if not (self.line("config", "user.email") or os.environ.get("GIT_COMMITTER_EMAIL")):
            for role in ("AUTHOR", "COMMITTER"):
                extra[f"GIT_{role}_NAME"], extra[f"GIT_{role}_EMAIL"] = name, address
        above = ("-p", parent) if parent else ()
        command = ("commit-tree", tree, *above, "-F", "-")
        return self.run(*command, given=message.encode(), extra=extra).decode().strip()

    def push(self, remote: str, commit: str, branch: str) -> None:
        """Move a remote's branch forward to a commit, or not at all. Raises GitError."""
        self.run(
            "push", "--quiet", "--no-follow-tags", "--recurse-submodules=no", "--", remote,
            f"{commit}:refs/heads/{branch}",
        )  # fmt: skip
