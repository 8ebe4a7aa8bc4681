"""A plan and its outcome in figures and short lists, as JSON: what the command prints and what pages show first."""

from collections import Counter
from typing import Any

from django.utils import translation

from reports.importing.explanations import place
from reports.importing.plan import Found, Leftover, Plan, Remark, Unread, name
from richtext.reading import to_text

SHOWN = 300
"""Characters of a longer text in a summary; all of it is in the plan."""


def summary(plan: Plan) -> dict[str, Any]:
    """What was found in a file, and where a person has to look."""
    about = Counter(found.key for found in plan.found)
    repeated = {found.key for found in plan.found if found.about} | {key for key, about_ in plan.missing if about_}
    priorities = [found.about for found in plan.found if found.key == "progress"]
    return {
        "file": plan.filename,
        "format": plan.format,
        "sha256": plan.sha256,
        "language": plan.language,
        "seems_to_be_in": plan.seems or plan.language,
        "edition": plan.edition,
        "words": plan.words,
        "questions": {
            "found": len(plan.found),
            "of": len(plan.found) + len(plan.missing),
            "by_likeness": [found.heading for found in plan.found if found.score < 1 and not found.reason],
            "missing": [name(*target) for target in plan.missing],
            "repeated": {key: about[key] for key in sorted(repeated)},
        },
        "proposals": [proposal(found) for found in plan.found if found.reason],
        "two_languages": [name(found.key, found.about) for found in plan.found if "two_languages" in found.notes],
        "fields_by_order": [name(found.key, found.about) for found in plan.found if "fields_by_order" in found.notes],
        "priorities": priorities,
        "strands": plan.strands,
        "footnotes": plan.footnote_count,
        "earlier_steps": [{"title": step.title, "known": bool(step.identity)} for step in plan.earlier_steps],
        "next_steps": steps(plan),
        "codes": {"references": len(plan.references), "distinct": sorted(set(plan.references)), "unknown": [
            {"code": one.code, "excerpt": one.excerpt, "in": name(one.key, one.about)} for one in plan.unknown_codes
        ]},
        "unread": [unread(one) for one in plan.unread],
        "moved": [
            {
                "from": name(one.key, one.about),
                "to": name(one.to_key, one.to_about),
                "words": one.words,
                "text": short(one.text),
            }
            for one in plan.moved
        ],
        "leftovers": [leftover(one) for one in plan.leftovers],
        "remarks": [remark(one) for one in plan.remarks],
        "form_texts": len(plan.form),
    }  # fmt: skip


def proposal(found: Found) -> dict[str, Any]:
    """A question that was recognised by its place, and why, in English wherever the command is run."""
    with translation.override("en"):
        return {"question": name(found.key, found.about), "proposed": True, "reason": place(found.reason, found.near)}


def steps(plan: Plan) -> list[dict[str, Any]]:
    """Each next step with the fields that the file gives it."""
    fields: dict[str, list[str]] = {}
    for answer in plan.answers:
        if answer.about.startswith("step:"):
            fields.setdefault(answer.about, []).append(answer.key.partition(".")[2])
    return [
        {"title": short(step.title), "fields": sorted(fields.get(f"step:{number}", []))}
        for number, step in enumerate(plan.steps, start=1)
    ]


def unread(one: Unread) -> dict[str, Any]:
    return {
        "question": name(one.key, one.about),
        "reason": one.reason,
        "found": one.lines,
        "suggestion": one.suggestion,
    }


def leftover(one: Leftover) -> dict[str, Any]:
    told = {
        "reason": one.reason,
        "after": name(one.near, one.near_about),
        "words": one.words,
        "text": short(to_text(one.doc)),
    }
    return told | ({"may_answer": name(one.target, one.target_about)} if one.target else {})


def remark(one: Remark) -> dict[str, Any]:
    return {"what": one.what, "text": short(one.text), "under": name(one.near, one.near_about)}


def short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[:SHOWN].rstrip() + "…"
