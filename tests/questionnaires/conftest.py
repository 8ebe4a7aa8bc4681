"""A small edition that passes all checks, to be read as it is or broken in one place."""

from collections.abc import Callable

import pytest

from questionnaires.loader import read
from questionnaires.schema import Edition

GOOD = """
title = { en = "Small", fr = "Petit" }

[[section]]
key = "first"
title = { en = "First", fr = "Première" }
intro = { en = "Since {period_start}", fr = "Depuis {period_start}" }
aliases = { fr = ["Partie une"] }

  [[section.question]]
  key = "progress"
  kind = "rich_text"
  required = true
  repeats = "priority"
  label = { en = "Progress on “{title}”", fr = "Avancées sur {title}" }

  [[section.question]]
  key = "kept"
  kind = "choice"
  repeats = "earlier_step"
  label = { en = "Kept", fr = "Tenue" }
  option = [{ code = "yes", label = { en = "Yes", fr = "Oui" } }]

  [[section.question]]
  key = "kept_how"
  kind = "rich_text"
  needs = "earlier_step"
  label = { en = "How", fr = "Comment" }

[[section]]
key = "second"
title = { en = "Second", fr = "Seconde" }

  [[section.question]]
  key = "asked_first"
  kind = "choice"
  label = { en = "Agreed?", fr = "D’accord ?" }
  option = [
    { code = "yes", label = { en = "Yes", fr = "Oui" } },
    { code = "no", label = { en = "No", fr = "Non" } },
  ]

  [[section.question]]
  key = "asked_if_yes"
  kind = "several"
  options_from = "evidence_types"
  detail = "notes"
  condition = { question = "asked_first", values = ["yes"] }
  label = { en = "Which?", fr = "Lesquels ?" }
  option_aliases = { surveys = { fr = ["Sondages"] } }
  option = [
    { code = "none", label = { en = "None", fr = "Aucun" }, exclusive = true },
    { code = "other", label = { en = "Other", fr = "Autres" }, other = true },
  ]

  [[section.question]]
  key = "asked_if_other"
  kind = "line"
  condition = { question = "asked_if_yes", values = ["other"] }
  label = { en = "Which other?", fr = "Lesquels encore ?" }

  [[section.question]]
  key = "mark"
  kind = "scale"
  minimum = 0
  maximum = 10
  low = { en = "Little", fr = "Peu" }
  high = { en = "Much", fr = "Beaucoup" }
  label = { en = "How much?", fr = "Combien ?" }
  help = { en = "Your own view", fr = "Votre avis" }

  [[section.question]]
  key = "steps"
  kind = "group"
  required = true
  minimum = 1
  label = { en = "Steps by {next_period_end}", fr = "Étapes d’ici {next_period_end}" }

    [[section.question.field]]
    key = "step"
    kind = "line"
    label = { en = "Step", fr = "Étape" }

  [[section.question]]
  key = "notes"
  kind = "rich_text"
  label = { en = "Notes", fr = "Notes" }
"""


@pytest.fixture
def written(tmp_path) -> Callable[..., Edition]:
    """written() reads the small edition; written(old, new) reads it with `old`, which must be in it, replaced."""

    def write(old: str = "", new: str = "") -> Edition:
        assert old in GOOD
        path = tmp_path / "2099.toml"
        path.write_text(GOOD.replace(old, new, 1) if old else GOOD)
        return read(path)

    return write
