"""A site in a clone of a real bare repository, as an editor would have it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from briefing.doors.publishing import Publication, publish
from tests.sites_help import BASE_SITE, entry, write_site

SITE: dict[str, str | bytes] = {
    **BASE_SITE,
    "content/entries/2024/10/march.md": entry(),
    "content/pages/imprint.md": "---\ntitle: Imprint\n---\nWrite to us.\n",
    ".gitignore": ".briefing/\n/output/\n/sources/\n",
}


def git(folder: Path, *command: str) -> str:
    """Run git and return what it prints."""
    done = subprocess.run(["git", "-C", str(folder), *command], capture_output=True, check=False, env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
    )  # fmt: skip
    assert done.returncode == 0, f"git {command}: {done.stderr.decode()}"
    return done.stdout.decode().rstrip("\n")


class World:
    """`remote.git`, bare, and `work`, a clone of it with a site that is committed and pushed."""

    def __init__(self, folder: Path, files: dict[str, str | bytes] | None = None) -> None:
        self.remote, self.work = folder / "remote.git", folder / "work"
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(self.remote)], check=True)
        subprocess.run(
            ["git", "clone", "-q", str(self.remote), str(self.work)],
            check=True,
            capture_output=True,
        )
        for key, value in {"user.name": "Ada", "user.email": "ada@example.org"}.items():
            git(self.work, "config", key, value)
        git(self.work, "checkout", "-q", "-b", "main")
        write_site(self.work, files or SITE)
        git(self.work, "add", "-A")
        git(self.work, "commit", "-q", "-m", "A site")
        git(self.work, "push", "-q", "origin", "main")

    def publish(
        self, *, remote: str = "origin", branch: str = "gh-pages", dry_run: bool = False
    ) -> Publication:
        return publish(self.work, remote=remote, branch=branch, dry_run=dry_run)

    def published(self) -> Publication:
        """Publish, and insist that it worked."""
        told = self.publish()
        assert told.refused == (), [*told.refused, *map(str, told.problems)]
        return told

    def tip(self, branch: str = "gh-pages") -> str:
        return git(self.remote, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")

    def files(self, branch: str = "gh-pages") -> list[str]:
        return git(self.remote, "ls-tree", "-r", "--name-only", branch).split("\n")

    def clone(self, to: Path, branch: str = "gh-pages") -> Path:
        subprocess.run(
            ["git", "clone", "-q", "--branch", branch, str(self.remote), str(to)], check=True
        )
        return to

    def by_hand(self, to: Path, files: dict[str, str | bytes], *, amend: bool = False) -> None:
        """Somebody else changes the published branch, in a clone of their own."""
        self.clone(to)
        for key, value in {"user.name": "Bob", "user.email": "bob@example.org"}.items():
            git(to, "config", key, value)
        write_site(to, files)
        git(to, "add", "-A")
        git(to, "commit", "-q", *(["--amend", "--no-edit"] if amend else ["-m", "By hand"]))
        git(to, "push", "-q", "--force", "origin", "gh-pages")
