"""What import shows of a changed article."""

from __future__ import annotations

from briefing.doors.importing.article import Context
from briefing.doors.importing.differing import difference

BEFORE = """\
Skip to content
Flood in the valley

Three people died, the fire service said on Monday, and more are missing.

The mayor's office said “nobody knows” where they are.

© 2026 Northledger
"""


def test_only_what_the_text_says_differs() -> None:
    """Lines of furniture and other forms of quotation marks are no difference."""
    after = BEFORE.replace("Skip to content\n", "").replace("’", "'").replace("“", '"')
    after = after.replace("”", '"').replace("© 2026 Northledger\n", "").replace("Three", "Four")
    assert difference(BEFORE, after, Context()) == (
        "-Three people died, the fire service said on Monday, and more are missing.",
        "+Four people died, the fire service said on Monday, and more are missing.",
    )


def test_a_long_difference_is_cut_short() -> None:
    """At most a few dozen lines are shown, and how many there are more."""
    after = "".join(f"Line {n} of quite another text is here.\n\n" for n in range(5000))
    found = difference(BEFORE, after, Context())
    assert len(found) == 61
    assert found[-1].endswith("lines more")
