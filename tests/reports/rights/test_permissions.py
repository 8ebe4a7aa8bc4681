"""Who may do what at which stage: the whole table as text, compared with the rules cell by cell."""

import itertools
from collections.abc import Iterable
from dataclasses import replace

import pytest

from forum.access import Verdict
from forum.roles import Role
from reports.rights.permissions import RULES, Facts
from reports.rights.writers import Asked, may_write
from reports.stages import Stage

# Columns: roles. Rows: act and stage. FP focal point, DE deputy, CH group chair, CO contributor, TR translator,
# RE reviewer, SI signatory, OB observer; of the Alliance SE editor, SV viewer, AD administrator.
# "x" may, "." may not; "a" may where it is assigned to them or to their group and not done, "t" may where it translates
# what is written in another language, "i" may where the country lets the secretariat fill in its report; "o" may where
# it is their own (they wrote or opened it, it is assigned to them, they are in the group), "w" may where it is so
# or they may write the answer; "j" and "k" are "o" and "w" where the secretariat is let in besides.
# Beside it: test_writers.py, who writes which kind of answer.
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
set_original           draft         x  x  a  a  .  .  .  .  i  .  .
set_original           forum_review  .  .  .  .  .  .  .  .  .  .  .
set_original           sign_off      .  .  .  .  .  .  .  .  .  .  .
set_original           submitted     .  .  .  .  .  .  .  .  .  .  .
set_original           published     .  .  .  .  .  .  .  .  .  .  .
suggest                draft         x  x  x  x  x  x  .  .  .  .  .
suggest                forum_review  .  .  .  .  .  .  .  .  .  .  .
suggest                sign_off      .  .  .  .  .  .  .  .  .  .  .
suggest                submitted     .  .  .  .  .  .  .  .  .  .  .
suggest                published     .  .  .  .  .  .  .  .  .  .  .
enter_minutes          draft         x  x  o  o  o  o  .  .  .  .  .
enter_minutes          forum_review  .  .  .  .  .  .  .  .  .  .  .
enter_minutes          sign_off      .  .  .  .  .  .  .  .  .  .  .
enter_minutes          submitted     .  .  .  .  .  .  .  .  .  .  .
enter_minutes          published     .  .  .  .  .  .  .  .  .  .  .
speak_for_group        draft         x  x  o  o  o  o  .  .  .  .  .
speak_for_group        forum_review  .  .  .  .  .  .  .  .  .  .  .
speak_for_group        sign_off      .  .  .  .  .  .  .  .  .  .  .
speak_for_group        submitted     .  .  .  .  .  .  .  .  .  .  .
speak_for_group        published     .  .  .  .  .  .  .  .  .  .  .
speak_for_forum        draft         x  x  .  .  .  .  .  .  .  .  .
speak_for_forum        forum_review  .  .  .  .  .  .  .  .  .  .  .
speak_for_forum        sign_off      .  .  .  .  .  .  .  .  .  .  .
speak_for_forum        submitted     .  .  .  .  .  .  .  .  .  .  .
speak_for_forum        published     .  .  .  .  .  .  .  .  .  .  .
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
move_to_roadmap        draft         x  x  .  .  .  .  .  .  .  .  .
move_to_roadmap        forum_review  .  .  .  .  .  .  .  .  .  .  .
move_to_roadmap        sign_off      .  .  .  .  .  .  .  .  .  .  .
move_to_roadmap        submitted     .  .  .  .  .  .  .  .  .  .  .
move_to_roadmap        published     .  .  .  .  .  .  .  .  .  .  .
assign                 draft         x  x  .  .  .  .  .  .  .  .  .
assign                 forum_review  .  .  .  .  .  .  .  .  .  .  .
assign                 sign_off      .  .  .  .  .  .  .  .  .  .  .
assign                 submitted     .  .  .  .  .  .  .  .  .  .  .
assign                 published     .  .  .  .  .  .  .  .  .  .  .
mark_assignment        draft         x  x  o  o  o  o  o  o  o  o  o
mark_assignment        forum_review  .  .  .  .  .  .  .  .  .  .  .
mark_assignment        sign_off      .  .  .  .  .  .  .  .  .  .  .
mark_assignment        submitted     .  .  .  .  .  .  .  .  .  .  .
mark_assignment        published     .  .  .  .  .  .  .  .  .  .  .
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
read_open_proposals    draft         x  x  x  x  x  x  x  .  i  .  .
read_open_proposals    forum_review  .  .  .  .  .  .  .  .  .  .  .
read_open_proposals    sign_off      .  .  .  .  .  .  .  .  .  .  .
read_open_proposals    submitted     .  .  .  .  .  .  .  .  .  .  .
read_open_proposals    published     .  .  .  .  .  .  .  .  .  .  .
describe_proposal      draft         o  o  o  o  o  o  .  .  .  .  .
describe_proposal      forum_review  .  .  .  .  .  .  .  .  .  .  .
describe_proposal      sign_off      .  .  .  .  .  .  .  .  .  .  .
describe_proposal      submitted     .  .  .  .  .  .  .  .  .  .  .
describe_proposal      published     .  .  .  .  .  .  .  .  .  .  .
withdraw_proposal      draft         o  o  o  o  o  o  .  .  .  .  .
withdraw_proposal      forum_review  .  .  .  .  .  .  .  .  .  .  .
withdraw_proposal      sign_off      .  .  .  .  .  .  .  .  .  .  .
withdraw_proposal      submitted     .  .  .  .  .  .  .  .  .  .  .
withdraw_proposal      published     .  .  .  .  .  .  .  .  .  .  .
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
edit_comment           draft         o  o  o  o  o  o  o  .  j  .  .
edit_comment           forum_review  o  o  o  o  o  o  o  .  j  .  .
edit_comment           sign_off      o  o  o  o  o  o  o  .  j  .  .
edit_comment           submitted     .  .  .  .  .  .  .  .  .  .  .
edit_comment           published     .  .  .  .  .  .  .  .  .  .  .
remove_comment         draft         x  x  o  o  o  o  o  .  j  .  .
remove_comment         forum_review  x  x  o  o  o  o  o  .  j  .  .
remove_comment         sign_off      x  x  o  o  o  o  o  .  j  .  .
remove_comment         submitted     .  .  .  .  .  .  .  .  .  .  .
remove_comment         published     .  .  .  .  .  .  .  .  .  .  .
resolve_thread         draft         x  x  w  w  w  w  w  .  k  .  .
resolve_thread         forum_review  x  x  w  w  w  w  w  .  k  .  .
resolve_thread         sign_off      x  x  w  w  w  w  w  .  k  .  .
resolve_thread         submitted     .  .  .  .  .  .  .  .  .  .  .
resolve_thread         published     .  .  .  .  .  .  .  .  .  .  .
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
answer_for_group       draft         .  .  .  .  .  .  .  .  .  .  .
answer_for_group       forum_review  .  .  o  .  .  .  .  .  .  .  .
answer_for_group       sign_off      .  .  .  .  .  .  .  .  .  .  .
answer_for_group       submitted     .  .  .  .  .  .  .  .  .  .  .
answer_for_group       published     .  .  .  .  .  .  .  .  .  .  .
change_due             draft         .  .  .  .  .  .  .  .  x  .  .
change_due             forum_review  .  .  .  .  .  .  .  .  x  .  .
change_due             sign_off      .  .  .  .  .  .  .  .  x  .  .
change_due             submitted     .  .  .  .  .  .  .  .  x  .  .
change_due             published     .  .  .  .  .  .  .  .  .  .  .
read_messages          draft         x  x  .  .  .  .  .  .  x  x  x
read_messages          forum_review  x  x  .  .  .  .  .  .  x  x  x
read_messages          sign_off      x  x  .  .  .  .  .  .  x  x  x
read_messages          submitted     x  x  .  .  .  .  .  .  x  x  x
read_messages          published     x  x  .  .  .  .  .  .  x  x  x
write_message          draft         x  x  .  .  .  .  .  .  x  .  .
write_message          forum_review  x  x  .  .  .  .  .  .  x  .  .
write_message          sign_off      x  x  .  .  .  .  .  .  x  .  .
write_message          submitted     x  x  .  .  .  .  .  .  x  .  .
write_message          published     x  x  .  .  .  .  .  .  x  .  .
read_notes             draft         .  .  .  .  .  .  .  .  x  x  x
read_notes             forum_review  .  .  .  .  .  .  .  .  x  x  x
read_notes             sign_off      .  .  .  .  .  .  .  .  x  x  x
read_notes             submitted     .  .  .  .  .  .  .  .  x  x  x
read_notes             published     .  .  .  .  .  .  .  .  x  x  x
write_note             draft         .  .  .  .  .  .  .  .  x  .  .
write_note             forum_review  .  .  .  .  .  .  .  .  x  .  .
write_note             sign_off      .  .  .  .  .  .  .  .  x  .  .
write_note             submitted     .  .  .  .  .  .  .  .  x  .  .
write_note             published     .  .  .  .  .  .  .  .  x  .  .
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

# What may be so beside role and stage. What would be written is an original, in French already; a translation, where
# that is said.
CIRCUMSTANCES = [
    frozenset(words.split())
    for words in ("", "assigned", "translates", "invited", "own", "writes", "invited own", "invited writes")
]
MARKS = {
    "x": lambda so: True,
    ".": lambda so: False,
    "a": lambda so: "assigned" in so,
    "t": lambda so: "translates" in so,
    "i": lambda so: "invited" in so,
    "o": lambda so: "own" in so,
    "w": lambda so: so & {"own", "writes"},
    "j": lambda so: {"invited", "own"} <= so,
    "k": lambda so: "invited" in so and so & {"own", "writes"},
}


def asked(so: frozenset[str]) -> Asked:
    return Asked(
        "text",
        language="en" if "translates" in so else "fr",
        original="fr",
        assigned="open" if "assigned" in so else "",
        invited="invited" in so,
    )


def rows() -> dict[tuple[str, str], dict[Role, str]]:
    head, *lines = (line.split() for line in TABLE.strip().splitlines())
    return {
        (act, stage): {ROLES[code]: cell for code, cell in zip(head[2:], cells, strict=True)}
        for act, stage, *cells in lines
    }


def verdicts(act: str, roles: Iterable[Role], stage: str) -> dict[frozenset[str], Verdict]:
    """Under each of the circumstances, whether roles may act."""
    held = frozenset(roles)
    if act == "write":
        return {so: may_write(held, stage, asked(so)) for so in CIRCUMSTANCES}
    if act == "set_original":
        return {so: may_write(held, stage, replace(asked(so), language="fr")) for so in CIRCUMSTANCES}
    facts = {so: Facts("invited" in so, "own" in so, "writes" in so) for so in CIRCUMSTANCES}
    return {so: RULES[act](held, stage, facts[so]) for so in CIRCUMSTANCES}


def may(act: str, roles: Iterable[Role], stage: str) -> set[frozenset[str]]:
    return {so for so, verdict in verdicts(act, roles, stage).items() if verdict}


def meant(cell: str) -> set[frozenset[str]]:
    """The circumstances that a cell speaks of."""
    return {so for so in CIRCUMSTANCES if MARKS[cell](so)}


def test_the_table_names_every_act_at_every_stage():
    assert list(rows()) == list(itertools.product(dict.fromkeys(act for act, _stage in rows()), Stage.values))
    assert {act for act, _stage in rows()} == {*RULES, "write", "set_original"}


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
