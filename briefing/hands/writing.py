"""Writing the output folder: each file whole or not at all, and only where its bytes differ.

Only files that `briefing` wrote are ever removed, and never `.git`, `CNAME` or anything outside.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from briefing.ground.keys import key_of_bytes

_TEMPORARY = ".briefing-writing-"
_KEPT = (".git", "CNAME")
_INPUTS = ("content", "templates", "static", "sources", ".git", ".github")


class Escapes(Exception):
    """A path that would leave the output folder; nothing was written."""


def replace_file(path: Path | str, data: bytes) -> None:
    """Put a file in place in one step: a reader, or a kill, sees the old one or the new one."""
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f"{_TEMPORARY}{os.getpid()}-{name[-60:]}")
    try:
        with open(temporary, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def refuse_inputs(site: Path, output: Path) -> None:
    """Raise Escapes where the output folder holds what a site is made from, or lies in it.

    Emptying it, or writing into it, would cost the editor the content.
    """
    here, there = site.resolve(), output.resolve()
    if here.is_relative_to(there) or there == here / ".briefing":  # below it publishing builds
        raise Escapes(f"{output} holds the site itself; give the output a folder of its own")
    for name in _INPUTS:
        if there.is_relative_to((here / name).resolve()):
            raise Escapes(f"{output} lies in {name}/ of the site, which is no place for output")


def refuse_foreign(site: Path, output: Path) -> None:
    """Raise Escapes where a folder is to be emptied that is not the site's own, and is not empty.

    For a folder that no build of the site is known to have written.
    """
    if (
        output.resolve() != (site / "output").resolve()
        and output.is_dir()
        and any(output.iterdir())
    ):
        what = f"no build of this site wrote {output}, so --fresh does not empty it"
        raise Escapes(f"{what}; empty it yourself, or name another folder")


class Output:
    """One output folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = str(folder)
        self._real = os.path.realpath(folder)
        self._checked: set[str] = set()

    def key(self, path: str) -> str | None:
        """Return the key of a file's bytes, or None where there is no such file."""
        try:
            with open(self._full(path), "rb", buffering=0) as file:
                return key_of_bytes(file.read())
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            return None

    def write(self, path: str, data: bytes) -> bool:
        """Put a file in place if its bytes differ; say whether they did.

        Raises Escapes, OSError.
        """
        full = self._full(path)
        self._folder_for(path)
        try:
            with open(full, "rb", buffering=0) as file:
                if os.fstat(file.fileno()).st_size == len(data) and file.read() == data:
                    return False
        except FileNotFoundError:
            pass
        except (IsADirectoryError, PermissionError):
            if not os.path.isdir(full) or os.path.islink(full):
                raise
            os.rmdir(full)  # an empty folder may give way; a full one is somebody's
        replace_file(full, data)
        return True

    def remove(self, path: str) -> bool:
        """Remove a file and the folders it leaves empty; say whether it was there."""
        full = self._full(path)
        self._folder_for(path, make=False)
        try:
            os.unlink(full)
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return False
        folder = os.path.dirname(full)
        while folder != self.folder:
            try:
                os.rmdir(folder)
            except OSError:
                break
            self._checked.discard(folder)
            folder = os.path.dirname(folder)
        return True

    def files(self) -> list[str]:
        """Return every file there, but for `.git` and what a killed build left half written."""
        found = []
        for folder, folders, files in os.walk(self.folder):
            folders[:] = sorted(f for f in folders if f != ".git")
            base = os.path.relpath(folder, self.folder).replace(os.sep, "/")
            for name in files:
                if not name.startswith(_TEMPORARY):
                    found.append(name if base == "." else f"{base}/{name}")
        return sorted(found)

    def sweep(self) -> None:
        """Remove what a killed build left half written."""
        for folder, folders, files in os.walk(self.folder):
            folders[:] = [f for f in folders if f != ".git"]
            for name in files:
                if name.startswith(_TEMPORARY):
                    with contextlib.suppress(OSError):
                        os.unlink(os.path.join(folder, name))

    def empty(self) -> None:
        """Empty the folder, but for `.git` and `CNAME`."""
        if not os.path.isdir(self.folder):
            return
        for item in os.scandir(self.folder):
            if item.name in _KEPT:
                continue
            if item.is_dir(follow_symlinks=False):
                shutil.rmtree(item.path)
            else:
                os.unlink(item.path)
        self._checked.clear()

    def _full(self, path: str) -> str:
        if (
            path.startswith("/")
            or "\\" in path
            or any(p in ("", ".", "..") for p in path.split("/"))
        ):
            raise Escapes(f"{path!r} leads out of the output folder")
        return os.path.join(self.folder, *path.split("/"))

    def _folder_for(self, path: str, *, make: bool = True) -> None:
        folder = os.path.dirname(self._full(path))
        if folder in self._checked:
            return
        if make:
            os.makedirs(folder, exist_ok=True)
        elif not os.path.isdir(folder):
            return
        real = os.path.realpath(folder)
        if os.path.commonpath([real, self._real]) != self._real:
            raise Escapes(f"{path!r} leads out of the output folder, by a symbolic link")
        self._checked.add(folder)


def strangers(present: Iterable[str], planned: Iterable[str]) -> list[str]:
    """Return the files that no build planned: named and kept."""
    known = set(planned)
    return [path for path in present if path not in known and path not in _KEPT]
