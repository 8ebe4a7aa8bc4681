"""The cases that went wrong once, and what an import makes of one."""

from pathlib import Path
from typing import Any

from reports.importing.plan import Plan
from richtext.reading import to_text

CASES = Path(__file__).parents[2] / "data" / "cases"


def answers_of(plan: Plan) -> dict[str, Any]:
    """The answers by question, with ":" and what it is about; documents as their text, with their notes."""
    return {
        f"{one.key}:{one.about}" if one.about else one.key: to_text(one.value) if one.kind == "rich_text" else one.value
        for one in plan.answers
    }
