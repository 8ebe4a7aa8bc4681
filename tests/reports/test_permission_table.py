"""Who may do what at which stage: the whole table as text, compared with the rules cell by cell."""

import itertools

import pytest

from forum.roles import Role
from reports.permissions import RULES
from reports.stages import TRANSITIONS, Stage

# Columns: roles. Rows: act and stage. "x" may, "." may not. FP focal point, DE deputy, CH group chair, CO contributor,
# TR translator, RE reviewer, SI signatory, OB observer; of the Alliance SE editor, SV viewer, AD administrator.
# The acts of writing are in a table of their own: tests of who writes what.
TABLE = """
act                    stage         FP DE CH CO TR RE SI OB SE SV AD
view                   draft         x  x  x  x  x  x  x  .  x  x  x
view                   forum_review  x  x  x  x  x  x  x  x  x  x  x
view                   sign_off      x  x  x  x  x  x  x  x  x  x  x
view                   submitted     x  x  x  x  x  x  x  x  x  x  x
view                   published     x  x  x  x  x  x  x  x  x  x  x
export                 draft         x  x  x  x  x  x  x  .  x  x  x
export                 forum_review  x  x  x  x  x  x  x  x  x  x  x
export                 sign_off      x  x  x  x  x  x  x  x  x  x  x
export                 submitted     x  x  x  x  x  x  x  x  x  x  x
export                 published     x  x  x  x  x  x  x  x  x  x  x
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
OF_WRITING = {"write", "import"}
ROLES = dict(zip("FP DE CH CO TR RE SI OB SE SV AD".split(), Role, strict=True))


def rows() -> dict[tuple[str, str], dict[Role, bool]]:
    head, *lines = (line.split() for line in TABLE.strip().splitlines())
    return {
        (act, stage): {ROLES[code]: cell == "x" for code, cell in zip(head[2:], cells, strict=True)}
        for act, stage, *cells in lines
    }


def test_the_table_names_every_act_at_every_stage():
    acts = set(TRANSITIONS) | {"view", "export", "answer_review", "take_back_correction"}
    assert set(rows()) == set(itertools.product(acts, Stage.values))
    assert acts <= set(RULES)


@pytest.mark.parametrize(("act", "stage"), rows())
def test_the_rules_are_those_of_the_table(act, stage):
    allowed = {role: bool(RULES[act](frozenset({role}), stage)) for role in Role}
    assert allowed == rows()[act, stage]


@pytest.mark.parametrize(("act", "stage"), rows())
def test_whoever_has_no_role_may_nothing_and_is_told_why(act, stage):
    verdict = RULES[act](frozenset(), stage)
    assert (bool(verdict), verdict.reason.endswith(".")) == (False, True)


@pytest.mark.parametrize(("act", "stage"), rows())
def test_two_roles_may_what_one_of_them_may(act, stage):
    row = rows()[act, stage]
    for pair in itertools.combinations(Role, 2):
        assert bool(RULES[act](frozenset(pair), stage)) == any(row[role] for role in pair), pair
