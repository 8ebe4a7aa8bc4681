"""A file that came back, read in a process of its own (files.process): which copy it is, and then what it says.

No table is read here, and none could be.
"""

from typing import Any

from reports.word.package import open_file
from reports.word.reading import SentOut, read_answers
from richtext.names import Names


def reference_in(filename: str, content: bytes) -> dict[str, Any]:
    """The reference of the copy that a file says it is, "" where it says none. Raises Refused."""
    return {"reference": open_file(filename, content).reference}


def answers_in(filename: str, content: bytes, copy: SentOut, known: Names) -> dict[str, Any]:
    """What was found in a file, as Found.to_json. Raises Refused."""
    return read_answers(open_file(filename, content), copy, known).to_json()
