"""From a file to its plan, in a process of its own (files.process): no table is read here, and none could be."""

from typing import Any

from django.utils.translation import gettext as _

from files.checks import Refused
from reports.importing.frame import Frame
from reports.importing.plan import LostWords
from reports.importing.planning import plan_for
from reports.importing.reading import read


def plan_file(filename: str, content: bytes, frame: Frame) -> dict[str, Any]:
    """The plan of a file, as JSON. Raises Refused."""
    try:
        return plan_for(read(filename, content), frame).to_json()
    except LostWords as error:
        raise Refused(
            _(
                "The file cannot be taken apart without losing words, so it is not imported. "
                "Please send it to the secretariat."
            )
        ) from error
