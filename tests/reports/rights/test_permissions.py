"""Who may do what at which stage: the whole table as text, compared with the rules cell by cell."""

import itertools
from collections.abc import Iterable

import pytest

from forum.access import Verdict
from forum.roles import Role
from reports.rights.permissions import COMMENTING, RULES
from reports.rights.writers import Asked, may_write
from reports.stages import Stage

# Columns: roles. Rows: act and stage. FP focal point, DE deputy, CH group chair, CO contributor, TR translator,
# RE reviewer, SI signatory, OB observer; of the Alliance SE editor, SV viewer, AD administrator.
# "x" may, "." may not; "a" may where it is assigned to them or to their group and not done, "t" may where it translates
# what is written in another language, "i" may where the country lets the secretariat fill in its report.
# Beside it: test_permissions_writing.py, who writes which kind of answer; test_assigning.py, who marks a part as done.
TABLE = """
act                    stage         FP DE CH CO TR RE SI OB SE SV AD
view                   draft         x  x  x  x  x  x  x  .  x  x  x
view                   forum_review  x  x  x  x  x  x  x  x  x  x  x
view                   sign_off      x  x  x  x  x  x  x  x  x  x  x
view                   submitted     x  x  x  x  x  x  x  x  x  x  x
view                   published     x  x  x  x  x  x  x  x  x  x  x
read_history           draft         x  x  x  x  x  x  x  .  x  x  x
read_history           forum_review  x  x  x  x  x  x  x  .  x  x  x
read_history           sign_off      x  x  x  x  x  x  x  .  x  x  x
read_history           submitted     x  x  x  x  x  x  x  .  x  x  x
read_history           published     x  x  x  x  x  x  x  .  x  x  x
export                 draft         x  x  x  x  x  x  x  .  x  x  x
export                 forum_review  x  x  x  x  x  x  x  x  x  x  x
export                 sign_off      x  x  x  x  x  x  x  x  x  x  x
export                 submitted     x  x  x  x  x  x  x  x  x  x  x
export                 published     x  x  x  x  x  x  x  x  x  x  x
write                  draft         x  x  a  a  t  .  .  .  i  .  .
write                  forum_review  .  .  .  .  .  .  .  .  .  .  .
write                  sign_off      .  .  .  .  .  .  .  .  .  .  .
write                  submitted     .  .  .  .  .  .  .  .  .  .  .
write                  published     .  .  .  .  .  .  .  .  .  .  .
suggest                draft         x  x  x  x  x  x  .  .  .  .  .
suggest                forum_review  .  .  .  .  .  .  .  .  .  .  .
suggest                sign_off      .  .  .  .  .  .  .  .  .  .  .
suggest                submitted     .  .  .  .  .  .  .  .  .  .  .
suggest                published     .  .  .  .  .  .  .  .  .  .  .
import                 draft         x  x  .  .  .  .  .  .  .  .  .
import                 forum_review  .  .  .  .  .  .  .  .  .  .  .
import                 sign_off      .  .  .  .  .  .  .  .  .  .  .
import                 submitted     .  .  .  .  .  .  .  .  .  .  .
import                 published     .  .  .  .  .  .  .  .  .  .  .
undo_import            draft         x  x  .  .  .  .  .  .  .  .  .
undo_import            forum_review  .  .  .  .  .  .  .  .  .  .  .
undo_import            sign_off      .  .  .  .  .  .  .  .  .  .  .
undo_import            submitted     .  .  .  .  .  .  .  .  .  .  .
undo_import            published     .  .  .  .  .  .  .  .  .  .  .
assign                 draft         x  x  .  .  .  .  .  .  .  .  .
assign                 forum_review  .  .  .  .  .  .  .  .  .  .  .
assign                 sign_off      .  .  .  .  .  .  .  .  .  .  .
assign                 submitted     .  .  .  .  .  .  .  .  .  .  .
assign                 published     .  .  .  .  .  .  .  .  .  .  .
invite_secretariat     draft         x  x  .  .  .  .  .  .  .  .  .
invite_secretariat     forum_review  x  x  .  .  .  .  .  .  .  .  .
invite_secretariat     sign_off      x  x  .  .  .  .  .  .  .  .  .
invite_secretariat     submitted     x  x  .  .  .  .  .  .  .  .  .
invite_secretariat     published     x  x  .  .  .  .  .  .  .  .  .
read_comments          draft         x  x  x  x  x  x  x  .  i  .  .
read_comments          forum_review  x  x  x  x  x  x  x  .  i  .  .
read_comments          sign_off      x  x  x  x  x  x  x  .  i  .  .
read_comments          submitted     x  x  x  x  x  x  x  .  i  .  .
read_comments          published     x  x  x  x  x  x  x  .  i  .  .
read_proposals         draft         x  x  x  x  x  x  x  .  i  .  .
read_proposals         forum_review  x  x  x  x  x  x  x  .  i  .  .
read_proposals         sign_off      x  x  x  x  x  x  x  .  i  .  .
read_proposals         submitted     x  x  x  x  x  x  x  .  i  .  .
read_proposals         published     x  x  x  x  x  x  x  .  i  .  .
read_contributions     draft         x  x  x  x  x  x  x  .  i  .  .
read_contributions     forum_review  x  x  x  x  x  x  x  .  i  .  .
read_contributions     sign_off      x  x  x  x  x  x  x  .  i  .  .
read_contributions     submitted     x  x  x  x  x  x  x  .  i  .  .
read_contributions     published     x  x  x  x  x  x  x  .  i  .  .
read_imports           draft         x  x  x  x  x  x  x  .  i  .  .
read_imports           forum_review  x  x  x  x  x  x  x  .  i  .  .
read_imports           sign_off      x  x  x  x  x  x  x  .  i  .  .
read_imports           submitted     x  x  x  x  x  x  x  .  i  .  .
read_imports           published     x  x  x  x  x  x  x  .  i  .  .
comment                draft         x  x  x  x  x  x  x  .  i  .  .
comment                forum_review  x  x  x  x  x  x  x  .  i  .  .
comment                sign_off      x  x  x  x  x  x  x  .  i  .  .
comment                submitted     .  .  .  .  .  .  .  .  .  .  .
comment                published     .  .  .  .  .  .  .  .  .  .  .
print_contributors     draft         x  x  .  .  .  .  .  .  .  .  .
print_contributors     forum_review  .  .  .  .  .  .  .  .  .  .  .
print_contributors     sign_off      .  .  .  .  .  .  .  .  .  .  .
print_contributors     submitted     .  .  .  .  .  .  .  .  .  .  .
print_contributors     published     .  .  .  .  .  .  .  .  .  .  .
answer_review          draft         .  .  .  .  .  .  .  .  .  .  .
answer_review          forum_review  .  .  x  .  .  .  .  .  .  .  .
answer_review          sign_off      .  .  .  .  .  .  .  .  .  .  .
answer_review          submitted     .  .  .  .  .  .  .  .  .  .  .
answer_review          published     .  .  .  .  .  .  .  .  .  .  .
send_to_forum          draft         x  x  .  .  .  .  .  .  .  .  .
send_to_forum          forum_review  .  .  .  .  .  .  .  .  .  .  .
send_to_forum          sign_off      .  .  .  .  .  .  .  .  .  .  .
send_to_forum          submitted     .  .  .  .  .  .  .  .  .  .  .
send_to_forum          published     .  .  .  .  .  .  .  .  .  .  .
propose_without_forum  draft         x  x  .  .  .  .  .  .  .  .  .
propose_without_forum  forum_review  .  .  .  .  .  .  .  .  .  .  .
propose_without_forum  sign_off      .  .  .  .  .  .  .  .  .  .  .
propose_without_forum  submitted     .  .  .  .  .  .  .  .  .  .  .
propose_without_forum  published     .  .  .  .  .  .  .  .  .  .  .
propose_sign_off       draft         .  .  .  .  .  .  .  .  .  .  .
propose_sign_off       forum_review  x  x  .  .  .  .  .  .  .  .  .
propose_sign_off       sign_off      .  .  .  .  .  .  .  .  .  .  .
propose_sign_off       submitted     .  .  .  .  .  .  .  .  .  .  .
propose_sign_off       published     .  .  .  .  .  .  .  .  .  .  .
ask_changes            draft         .  .  .  .  .  .  .  .  .  .  .
ask_changes            forum_review  x  x  .  .  .  .  .  .  .  .  .
ask_changes            sign_off      .  .  .  .  .  .  .  .  .  .  .
ask_changes            submitted     .  .  .  .  .  .  .  .  .  .  .
ask_changes            published     .  .  .  .  .  .  .  .  .  .  .
sign                   draft         .  .  .  .  .  .  .  .  .  .  .
sign                   forum_review  .  .  .  .  .  .  .  .  .  .  .
sign                   sign_off      .  .  .  .  .  .  x  .  .  .  .
sign                   submitted     .  .  .  .  .  .  .  .  .  .  .
sign                   published     .  .  .  .  .  .  .  .  .  .  .
refuse_to_sign         draft         .  .  .  .  .  .  .  .  .  .  .
refuse_to_sign         forum_review  .  .  .  .  .  .  .  .  .  .  .
refuse_to_sign         sign_off      .  .  .  .  .  .  x  .  .  .  .
refuse_to_sign         submitted     .  .  .  .  .  .  .  .  .  .  .
refuse_to_sign         published     .  .  .  .  .  .  .  .  .  .  .
take_back              draft         .  .  .  .  .  .  .  .  .  .  .
take_back              forum_review  .  .  .  .  .  .  .  .  .  .  .
take_back              sign_off      x  x  .  .  .  .  .  .  .  .  .
take_back              submitted     .  .  .  .  .  .  .  .  .  .  .
take_back              published     .  .  .  .  .  .  .  .  .  .  .
publish                draft         .  .  .  .  .  .  .  .  .  .  .
publish                forum_review  .  .  .  .  .  .  .  .  .  .  .
publish                sign_off      .  .  .  .  .  .  .  .  .  .  .
publish                submitted     .  .  .  .  .  .  .  .  x  .  .
publish                published     .  .  .  .  .  .  .  .  .  .  .
return_submitted       draft         .  .  .  .  .  .  .  .  .  .  .
return_submitted       forum_review  .  .  .  .  .  .  .  .  .  .  .
return_submitted       sign_off      .  .  .  .  .  .  .  .  .  .  .
return_submitted       submitted     .  .  .  .  .  .  .  .  x  .  .
return_submitted       published     .  .  .  .  .  .  .  .  .  .  .
withdraw               draft         .  .  .  .  .  .  .  .  .  .  .
withdraw               forum_review  .  .  .  .  .  .  .  .  .  .  .
withdraw               sign_off      .  .  .  .  .  .  .  .  .  .  .
withdraw               submitted     x  x  .  .  .  .  .  .  .  .  .
withdraw               published     .  .  .  .  .  .  .  .  .  .  .
correct                draft         .  .  .  .  .  .  .  .  .  .  .
correct                forum_review  .  .  .  .  .  .  .  .  .  .  .
correct                sign_off      .  .  .  .  .  .  .  .  .  .  .
correct                submitted     x  x  .  .  .  .  .  .  .  .  .
correct                published     x  x  .  .  .  .  .  .  .  .  .
take_back_correction   draft         x  x  .  .  .  .  .  .  .  .  .
take_back_correction   forum_review  .  .  .  .  .  .  .  .  .  .  .
take_back_correction   sign_off      .  .  .  .  .  .  .  .  .  .  .
take_back_correction   submitted     .  .  .  .  .  .  .  .  .  .  .
take_back_correction   published     .  .  .  .  .  .  .  .  .  .  .
"""
ROLES = dict(zip("FP DE CH CO TR RE SI OB SE SV AD".split(), Role, strict=True))

# What may be so beside role and stage, by its mark; "x" is nothing in particular: an original, in French already.
ORIGINAL = {"what": "text", "language": "fr", "original": "fr"}
CIRCUMSTANCES = {
    "x": Asked(**ORIGINAL),
    "a": Asked(**ORIGINAL, assigned="open"),
    "t": Asked(**ORIGINAL | {"language": "en"}),
    "i": Asked(**ORIGINAL, invited=True),
}


def rows() -> dict[tuple[str, str], dict[Role, str]]:
    head, *lines = (line.split() for line in TABLE.strip().splitlines())
    return {
        (act, stage): {ROLES[code]: cell for code, cell in zip(head[2:], cells, strict=True)}
        for act, stage, *cells in lines
    }


def verdicts(act: str, roles: Iterable[Role], stage: str) -> dict[str, Verdict]:
    """Under each of the circumstances, whether roles may act."""
    held = frozenset(roles)
    if act == "write":
        return {mark: may_write(held, stage, asked) for mark, asked in CIRCUMSTANCES.items()}
    if act in COMMENTING:
        return {mark: COMMENTING[act](held, stage, asked.invited) for mark, asked in CIRCUMSTANCES.items()}
    return dict.fromkeys(CIRCUMSTANCES, RULES[act](held, stage))


def may(act: str, roles: Iterable[Role], stage: str) -> set[str]:
    return {mark for mark, verdict in verdicts(act, roles, stage).items() if verdict}


def meant(cell: str) -> set[str]:
    """The circumstances that a cell speaks of: "x" is in all of them, "." in none."""
    return set(CIRCUMSTANCES) if cell == "x" else set(cell) - {"."}


def test_the_table_names_every_act_at_every_stage():
    assert list(rows()) == list(itertools.product(dict.fromkeys(act for act, _stage in rows()), Stage.values))
    assert {act for act, _stage in rows()} == {*RULES, *COMMENTING, "write"}


@pytest.mark.parametrize(("act", "stage"), rows())
def test_the_rules_are_those_of_the_table(act, stage):
    found = {role: may(act, {role}, stage) for role in Role}
    assert found == {role: meant(cell) for role, cell in rows()[act, stage].items()}


@pytest.mark.parametrize(("act", "stage"), rows())
def test_whoever_has_no_role_may_nothing_and_is_told_why(act, stage):
    found = {(bool(verdict), verdict.reason[-1:]) for verdict in verdicts(act, (), stage).values()}
    assert found == {(False, ".")}


@pytest.mark.parametrize(("act", "stage"), rows())
def test_two_roles_may_what_one_of_them_may(act, stage):
    row = rows()[act, stage]
    for one, other in itertools.combinations(Role, 2):
        assert may(act, {one, other}, stage) == meant(row[one]) | meant(row[other]), (one, other)
