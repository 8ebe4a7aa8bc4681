"""What a person decides about proposals: an answer that is none, and a text that is one after all."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from reports.importing.inlines import Node
from reports.importing.plan import Form, Found, Leftover, Plan, Planned, answer_texts, name
from richtext import build
from richtext.reading import words


def declining(plan: Plan, places: Mapping[str, str]) -> tuple[Plan, dict[int, str]]:
    """The plan without the proposed answers that go elsewhere, which become leftovers; and where each of those goes.

    Of a choice its options are left over, with their signs, as they stand in the file, and what was moved from it to
    its detail. The steps of a group go with it.
    """
    declined = {
        name(one.key, one.about): one for one in plan.found if one.reason and name(one.key, one.about) in places
    }
    groups = {one.key for one in declined.values()}
    answers, moved = _moved_back(plan, {(one.key, one.about) for one in declined.values()})
    gone = [one for one in answers if name(one.key, one.about) in declined or one.key.split(".")[0] in groups]
    leftovers, form, placed = list(plan.leftovers), list(plan.form), {}
    for target, found in declined.items():
        own = [one for one in gone if name(one.key, one.about) == target or one.key.startswith(f"{found.key}.")]
        blocks = [block for one in own for block in _blocks(one.kind, one.value, list(answer_texts(one)))]
        options = _options(plan, found)
        form = [one for one in form if one not in options]
        blocks = [*(build.paragraph(build.text(one.text)) for one in options), *blocks, *moved.get(target, [])]
        if blocks:
            if places[target]:
                placed[len(leftovers)] = places[target]
            doc = build.doc(*blocks)
            leftovers.append(Leftover(doc, len(words(doc)), "declined", found.key, found.about, found.place))
    kept = replace(
        plan,
        found=[one for one in plan.found if name(one.key, one.about) not in declined],
        missing=plan.missing + [[one.key, one.about] for one in declined.values()],
        answers=[one for one in answers if one not in gone],
        moved=[one for one in plan.moved if name(one.key, one.about) not in declined],
        steps=[] if any(one.key.split(".")[0] in groups and "." in one.key for one in gone) else plan.steps,
        unread=[one for one in plan.unread if name(one.key, one.about) not in declined],
        leftovers=leftovers,
        form=form,
    )
    kept.count()
    return kept, placed


def _moved_back(plan: Plan, sources: set[tuple[str, str]]) -> tuple[list[Planned], dict[str, list[Node]]]:
    """The answers without what was moved to them from these questions, and those blocks by the question's name."""
    answers: list[Planned] = []
    taken: dict[str, list[Node]] = {}
    for answer in plan.answers:
        moved = [one for one in plan.moved if (one.to_key, one.to_about) == (answer.key, answer.about)]
        if not any((one.key, one.about) in sources for one in moved):
            answers.append(answer)
            continue
        blocks, kept = list(answer.value["content"]), []
        for one in moved:
            own, blocks = blocks[: one.blocks], blocks[one.blocks :]
            if (one.key, one.about) in sources:
                taken.setdefault(name(one.key, one.about), []).extend(own)
            else:
                kept += own
        if kept or blocks:
            doc = build.doc(*kept, *blocks)
            answers.append(replace(answer, value=doc, words=len(words(doc))))
    return answers, taken


def _options(plan: Plan, found: Found) -> list[Form]:
    """The options and labels that stand below a question in the file."""
    end = min((one.place for one in plan.found if one.place > found.place), default=math.inf)
    return [one for one in plan.form if one.what in ("option", "label") and found.place < one.place < end]


def _blocks(kind: str, value: Any, texts: list[str]) -> list[dict[str, Any]]:
    return value["content"] if kind == "rich_text" else [build.paragraph(build.text(text)) for text in texts if text]


def blocks_for(leftover: Leftover, target: str) -> list[dict[str, Any]]:
    """The blocks of a leftover for the end of an answer; a heading that was the question goes."""
    blocks = leftover.doc["content"]
    is_own = (
        bool(leftover.target)
        and leftover.reason != "contradiction"
        and target == name(leftover.target, leftover.target_about)
    )
    return blocks[1:] if is_own and len(blocks) > 1 and blocks[0]["type"] in ("heading", "paragraph") else blocks
