"""Faults that the suite is known to find: each a small change in a module of rules, and the tests that fail with it.

    python -m tests.pg python -m tests.mutants            all, in a copy of the tree, with what no test finds
    python -m tests.pg python -m tests.mutants merging    those whose module has this in its path

Not part of `./test`, where `tests/test_repository.py` sees that each still stands where it is looked for.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".tools", "node_modules", "var", "__pycache__", "docs")


MUTANTS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    # who may do what
    "reports/rights/writers.py": (
        "tests/reports/rights",
        [
            (
                'if asked.assigned == "done":\n        return denied(_("This has',
                'if False:\n        return denied(_("This has',
            ),
            ("    if not asked.original:\n", "    if False:\n"),
            ('if asked.what != "text":', 'if asked.what == "steps":'),
            ("and not may_write(without, stage, asked)", ""),
            ("ALLOWED if writer.stage in EDITABLE and writer.roles & BY_ASSIGNMENT else verdict", "verdict"),
            ("entry.original.language if entry.original else language", "language"),
            ("original.language if original and not original.is_blank else", "original.language if original else"),
            (
                "if roles & BY_ASSIGNMENT and not roles & COORDINATORS:",
                "if roles & BY_ASSIGNMENT and roles & COORDINATORS:",
            ),
            (
                "Assignment.objects.current().filter(theirs, report=report)",
                "Assignment.objects.current().filter(theirs)",
            ),
            (
                "if any(assignment.is_open for assignment in assignments):",
                "if all(assignment.is_open for assignment in assignments):",
            ),
            ("ALLOWED if writer.stage in EDITABLE and writer.roles", "ALLOWED if writer.roles"),
            ("roles - {Role.SECRETARIAT}", "roles - set()"),
            ("if asked.language == asked.original", "if False"),
        ],
    ),
    "reports/rights/permissions.py": (
        "tests/reports/rights",
        [
            ("and stage == Stage.DRAFT", "and stage != Stage.DRAFT"),
            ("Role.TRANSLATOR, Role.REVIEWER}", "Role.TRANSLATOR}"),
            ("Stage.FORUM_REVIEW, Stage.SIGN_OFF})", "Stage.FORUM_REVIEW})"),
            ("(facts.invited and Role.SECRETARIAT in roles)", "Role.SECRETARIAT in roles"),
            ("if stage != Stage.FORUM_REVIEW:", "if stage == Stage.SUBMITTED:"),
            ("return facts.is_own or bool(roles & COORDINATORS)", "return bool(roles & COORDINATORS)"),
            ("facts.writes or own_or_coordinator", "own_or_coordinator"),
        ],
    ),
    "reports/stages.py": (
        "tests/reports/signoff",
        [
            ("EDITABLE = frozenset({Stage.DRAFT})", "EDITABLE = frozenset({Stage.DRAFT, Stage.FORUM_REVIEW})"),
            ("from_=(Stage.SUBMITTED, Stage.PUBLISHED)", "from_=(Stage.SUBMITTED,)"),
            ('("nothing_blocks", "every_group_has_answered")', '("nothing_blocks",)'),
        ],
    ),
    "reports/signoff/guards.py": (
        "tests/reports/signoff",
        [
            ("answered is None or answered.text_sha256 !=", "answered is None or answered.text_sha256 =="),
            ('.order_by("-number").first()\n    if answered', '.order_by("number").first()\n    if answered'),
            ("if not asked_groups(report.country).exists()", "if asked_groups(report.country).exists() or True"),
            ("            yields=True,", "            yields=False,"),
        ],
    ),
    "forum/permissions.py": (
        "tests/forum/test_permissions.py",
        [
            ("COUNTRY_ROLES - {Role.FOCAL_POINT, Role.DEPUTY}", "COUNTRY_ROLES - {Role.DEPUTY}"),
            ("COUNTRY_ROLES - {Role.DEPUTY, Role.SIGNATORY}", "COUNTRY_ROLES - {Role.DEPUTY}"),
        ],
    ),
    # what is signed
    "reports/signoff/snapshots.py": (
        "tests/reports/signoff",
        [
            ("fingerprint(content), text_fingerprint(content)", "snapshot.sha256, text_fingerprint(content)"),
            ("(answers_of(rows), sorted(asked))", '(content["answers"], sorted(asked))'),
            ("number=earlier + 1", "number=earlier + 2"),
            ("Membership.objects.current()", "Membership.objects.all()"),
            ("if report.stage != Stage.DRAFT else None", "if report.stage == Stage.DRAFT else None"),
        ],
    ),
    "reports/signoff/fingerprints.py": (
        "tests/reports/signoff",
        [
            ('HEAD = ("format", "year", "version"', 'HEAD = ("format", "year"'),
            ("sort_keys=True", "sort_keys=False"),
            ("salt.encode() + canonical(block)", "canonical(block)"),
            ('value["content"] if isinstance', "[value] if isinstance"),
        ],
    ),
    "reports/content/frozen.py": (
        "tests/reports/content tests/reports/signoff",
        [
            ('"asked": entry.is_asked', '"asked": True'),
            ("~Exists(reopened.filter(transition__in=REOPENED))", "Exists(reopened) | ~Exists(reopened)"),
        ],
    ),
    # two people's words in one text
    "richtext/merging.py": (
        "tests/richtext/test_merging.py",
        [
            ("blocks += _once(left.added[place], right.added[place])", "blocks += left.added[place]"),
            ("        twice += standing[1:]\n", ""),
            ("at = i1 + i + 1", "at = i1 + i"),
            ("if theirs in (block, mine):", "if theirs == mine:"),
            ("(block for block in mine if block not in theirs)", "(block for block in mine)"),
            ("twice += here[j1:j2] if i1 < i2 else []", "twice += here[j1:j2]"),
            ("return [each for each in (theirs, mine) if each]", "return [mine or theirs]"),
        ],
    ),
    "coediting/merging.py": (
        "tests/coediting/test_merging.py",
        [
            ("    for name in have.keys() - wanted.keys():\n        del child.attributes[name]\n", ""),
            ("gone = dict.fromkeys(have.keys() - wanted.keys())", "gone = {}"),
            (
                "for place in range(shorter - start) if old[-1 - place]",
                "for place in range(shorter) if old[-1 - place]",
            ),
            ("shift += (to - from_) - (end - start)", "shift -= (to - from_) - (end - start)"),
            (' and child.tag == piece["type"]', ""),
            ("return len(text.encode())", "return len(text)"),
        ],
    ),
    "reports/review/rebasing.py": (
        "tests/reports/review/suggestions",
        [
            (
                "rebase(tokens_of(base), edits(base, value), edits(base, self.text))",
                "rebase(tokens_of(base), edits(base, value), [])",
            ),
        ],
    ),
    # the words of a file
    "reports/importing/wholeness.py": (
        "tests/reports/importing/test_wholeness.py tests/reports/importing/test_reading.py",
        [
            ("free[letters] -= 1", "free[letters] -= 0"),
            ("character.isalnum()", "character.isalpha()"),
            ('part == "header" and letters in said', 'part == "header"'),
            ('pool = pool.replace(letters, "\\0", 1)', "pass"),
        ],
    ),
    "reports/importing/counting.py": (
        "tests/reports/importing/test_counting.py",
        [
            ("not a < number", "not a <= number"),
            ("if times > 1", "if times > 0"),
        ],
    ),
    "reports/importing/naming.py": (
        "tests/reports/importing/test_own_headings.py",
        [
            ("if levels and most < ALIKE and", "if False and"),
            (' and kind != ("", False)', ""),
            ("against > OFTEN", "against > 99"),
            ("if score > best:", "if False:"),
        ],
    ),
    "reports/importing/matching.py": (
        "tests/reports/importing/test_own_headings.py",
        [
            ("if answered or is_another:", "if False:"),
            ("strand.is_believed and not strand.is_titled", "False"),
        ],
    ),
    "reports/importing/declining.py": (
        "tests/reports/importing/test_places.py tests/reports/importing/test_views.py",
        [
            ("if kept or blocks:", "if blocks:"),
        ],
    ),
    "reports/importing/undoing.py": (
        "tests/reports/importing/test_undoing.py",
        [
            ("if fingerprint(answer.value) != written.value:", "if False:"),
            ("for trail in reversed(self.undone):", "for trail in ():"),
            ("return answer.changed_at <= self.kept.applied_at", "return True"),
        ],
    ),
    "roadmaps/permissions.py": (
        "tests/roadmaps/test_permissions.py tests/roadmaps/views",
        [
            ("    if not context.is_used:\n", "    if False:\n"),
            (
                '    if context.is_used:\n        return denied(_("A report uses this version, so it stays as it is. S',
                '    if False:\n        return denied(_("A report uses this version, so it stays as it is. S',
            ),
            (
                '    if context.is_used:\n        return denied(_("A report uses this version, so it stays as it is.")',
                '    if False:\n        return denied(_("A report uses this version, so it stays as it is.")',
            ),
        ],
    ),
    "reports/tasks/rules.py": (
        "tests/reports/tasks",
        [
            ("one.due_on if one.report.stage != Stage.SUBMITTED else None", "one.due_on"),
            ("one.report.forum_due_on or due_on", "due_on"),
            ("if one.leads and one.turn.is_nobody:", "if one.turn.is_nobody:"),
            ("answer.changed_at > change.at", "answer.changed_at < change.at"),
            ("if stand.answered < stand.total else", "if stand.answered <= stand.total else"),
        ],
    ),
    "reports/signoff/forum_review.py": (
        "tests/reports/signoff",
        [
            ("return bool(self.chairs) and self.answer is None", "return self.answer is None"),
            ("snapshot__report__version__lte=report.version", "snapshot__report__version=report.version"),
            ("if group in lines and lines[group].earlier is None:", "if group in lines:"),
            ("working_groups.filter(retired_on=None)", "working_groups"),
        ],
    ),
    "reports/signoff/next_actor.py": (
        "tests/reports/signoff tests/reports/tasks tests/pathfinder",
        [
            ("    if report.superseded_at:\n        return Turn()\n", ""),
            ("if newest.get(report) != number:", "if report not in newest:"),
            ("        working_group__retired_on=None,\n", ""),
        ],
    ),
    "reports/signoff/corrections.py": (
        "tests/reports/signoff",
        [
            ("secretariat_fills_in=report.secretariat_fills_in,", ""),
            ("revision_id=revision_of[author.revision_id] if author.revision_id else None", "revision_id=None"),
        ],
    ),
    "reports/signoff/undo_correction.py": (
        "tests/reports/signoff",
        [
            ("not done_since(correction) and ", ""),
            (" and not correction.imports.exists()", ""),
        ],
    ),
    "reports/importing/apply.py": (
        "tests/reports/importing",
        [
            ("applied_at=None).update(applied_at", "pk__gt=0).update(applied_at"),
            ("and seen is not None and seen != revision:", "and False:"),
            (
                'language not in ("", self.plan.language) and answer.channel == Channel.DEMONSTRATION',
                'language not in ("", self.plan.language)',
            ),
            ("occurrence.identity in gone and occurrence", "occurrence"),
            ('revision, Channel.BROWSER, "placed", label', 'revision, Channel.IMPORT, "placed", label'),
            ("if current is not None and current.value == value:", "if False:"),
        ],
    ),
    "reports/importing/likeness.py": (
        "tests/reports/importing",
        [
            ("by_letters.ratio() - 0.1", "by_letters.ratio() - 0.9"),
            ("if score > most:", "if score >= most:"),
        ],
    ),
    # what is asked, and its number
    "questionnaires/conditions.py": (
        "tests/questionnaires",
        [
            ("if states[condition.question] is State.NOT_ASKED:", "if False:"),
            ("codes.isdisjoint(condition.values)", "not codes <= set(condition.values)"),
        ],
    ),
    "questionnaires/numbering.py": (
        "tests/questionnaires",
        [
            ("if question.needs and not counts[question.needs]:", "if question.needs:"),
        ],
    ),
    # what a check finds
    "reports/checks/dates.py": (
        "tests/reports/checks/test_dates.py",
        [
            ("max(due, end + timedelta(days=92))", "due"),
            ("year_before <= one.last", "year_before < one.last"),
        ],
    ),
    "reports/checks/repetition.py": (
        "tests/reports/checks/test_repetition.py",
        [
            ("len(standing) <= COMMON", "len(standing) < COMMON"),
            (" or longest(shared) >= LONG_RUN", ""),
            ("(len(at[one]), -one)", "(len(at[one]), one)"),
        ],
    ),
    "reports/checks/acronyms.py": (
        "tests/reports/checks/test_acronyms.py",
        [
            (" or one[0] != other[0]", ""),
        ],
    ),
    "reports/checks/objectives.py": (
        "tests/reports/checks/test_objectives.py",
        [
            ("[item for item in items if item.retired_on is None]", "list(items)"),
            ("len(found) > 1", "len(found) > 2"),
        ],
    ),
}
"""Module: the tests that are nearest, and what stands in it with what it is changed into."""


def main(asked: list[str]) -> int:
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
        for module, (tests, changes) in MUTANTS.items():
            if asked and not any(word in module for word in asked):
                continue
            source = (copy / module).read_text(encoding="utf-8")
            for before, after in changes:
                (copy / module).write_text(source.replace(before, after), encoding="utf-8")
                is_found = fail(tests.split(), copy)
                survivors += not is_found
                sys.stdout.write(f"{'found' if is_found else 'NOT FOUND'}: {module}: {after or before}\n")
                sys.stdout.flush()
            (copy / module).write_text(source, encoding="utf-8")
    return survivors


def fail(tests: list[str], tree: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", *tests]
    ended = subprocess.run(command, cwd=tree, capture_output=True)
    return ended.returncode == 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
