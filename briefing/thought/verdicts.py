"""What a comparison comes to: the types. No decision is made here.

A verdict says what the figures say, never who is right. Its `reason` is a message id with
parameters, worded at the page; its `id` is for good and is the HTML anchor.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

Kind = Literal[
    "conflict", "definition", "status", "timing", "spread",
    "revision", "drift", "forecast", "agreement", "rounding",
    "not-comparable", "withdrawn", "editor",
]  # fmt: skip
State = Literal["open", "settled"]
Section = Literal["open", "settled", "looks", ""]
Settled = Literal["", "room", "moved", "statement", "withdrawn", "event", "editor"]

#: Differences: open until something settles them. In order of severity, the gravest last.
DIFFERENCES: tuple[Kind, ...] = ("spread", "timing", "status", "conflict", "definition")
#: What looks like a difference and is none.
LOOKS: tuple[Kind, ...] = ("not-comparable", "drift", "rounding")
#: Revisions of a standing, not of a figure.
STANDINGS = ("verdict.reason.confirmed", "verdict.reason.standing")
#: Said as "not yet reviewed" until the editor releases them.
REVIEWED: tuple[Kind, ...] = ("conflict", "definition", "status")


class Reason(Struct, frozen=True):
    """Why, as a message id (`verdict.reason.…` in the catalogue) with its parameters.

    By name: `a`, `b`, `low`, `high`, `by_claim` are claim ids; `measure`, `other` are measure ids;
    `days`, `count` whole numbers; `factor` a number; `by`, `words` text; `day` an ISO day.
    """

    id: str
    params: dict[str, str | int | float] = {}  # msgspec copies it


class EditorWord(Struct, frozen=True, kw_only=True):
    """The editor's verdict file: it leads, the machine's word stays beneath."""

    id: str
    """The file: `verdict_files[id]` holds its prose."""
    kind: str = ""
    title: str = ""
    state: State | None = None
    reviewed: date | None = None
    pin: bool = False


class Verdict(Struct, frozen=True, kw_only=True):
    """One finding about claims. Claims are named by `Claim.id`."""

    id: str
    """For good: the HTML anchor."""
    kind: Kind
    state: State
    since: date | None
    """The first day on which both ends stood; None when no day is known."""
    settled_by: str = ""
    """The claim that settled it; "" when open, or when a withdrawal did."""
    settled: Settled = ""
    """How: a figure within `room`, a count that only `moved` on, a `statement`, `withdrawn`; an
    `event` (revision, withdrawal) is never open."""
    until: date | None = None
    """The day it was settled."""
    severity: int = 0
    """Larger is graver; orders the open ones."""
    measure: str
    other: str = ""
    """The other measure, where the two ends are of two."""
    a: str
    b: str
    """The ends; "" where there is only one (a withdrawal, a forecast nothing was reported on)."""
    also: tuple[str, ...] = ()
    """Further claims it holds for."""
    from_: str = ""
    """Of a revision, a spread or a conflict: the first, or lower, figure as stated."""
    to: str = ""
    factor: float | None = None
    """One decimal; only between two stated closed figures."""
    reason: Reason
    reviewed: date | None = None
    """The day the editor released it."""
    under: str = ""
    """The open verdict of this measure that already states both ends, if any; lists leave it out."""
    editor: EditorWord | None = None

    @property
    def leading(self) -> State:
        """The state a reader is shown: the editor's where one is given."""
        return self.editor.state if self.editor and self.editor.state else self.state

    @property
    def needs_review(self) -> bool:
        """True while it must read *figures differ; not yet reviewed*."""
        return self.kind in REVIEWED and self.reviewed is None

    @property
    def label(self) -> str:
        """Return the id of the label a reader sees: the editor's kind where one is given."""
        if self.needs_review:
            return f"verdict.label.unreviewed{'-status' if self.kind == 'status' else ''}"
        if self.editor and self.editor.kind and self.editor.reviewed:
            return f"verdict.label.{self.editor.kind}"
        if self.kind == "revision" and self.reason.id in STANDINGS:
            return "verdict.label.revision-standing"
        return f"verdict.label.{self.kind}"

    @property
    def section(self) -> Section:
        """Return where it stands on the page of differences; "" for none."""
        kind = self.editor.kind if self.editor and self.editor.kind else self.kind
        if self.under:
            return ""
        if kind in DIFFERENCES or kind == "editor":
            return self.leading
        return "looks" if kind in LOOKS and self.leading == "open" else ""
