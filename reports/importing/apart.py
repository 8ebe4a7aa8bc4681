"""From a file to its plan, in a process of its own (files.process): no table is read here, and none could be."""

from typing import Any

from reports.importing.frame import Frame
from reports.importing.planning import plan_whole
from reports.importing.reading import read


def plan_file(filename: str, content: bytes, frame: Frame) -> dict[str, Any]:
    """The plan of a file, as JSON. Raises Refused."""
    return plan_whole(read(filename, content), frame).to_json()
