"""Reading a roadmap from a file: CSV, Excel or YAML. Nothing is written here; every problem is told with its line.

In two steps: `open_file` takes the cells out of the file, in a process of its own (`apart`); `understand` makes a
roadmap of them, by what somebody says of the columns or by their names.
"""

from pathlib import PurePath

from django.utils.translation import gettext as _

from roadmaps.importing.grids import Source
from roadmaps.importing.mapping import Choices, understand
from roadmaps.importing.reading import FILE_LIMIT, Problem, Reading, refused
from roadmaps.importing.tables import read_csv, read_xlsx
from roadmaps.importing.yaml_files import read_yaml

READERS = {".csv": read_csv, ".xlsx": read_xlsx, ".yaml": read_yaml, ".yml": read_yaml}
OTHER_SPREADSHEETS = (".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".fods", ".numbers")

__all__ = [
    "FILE_LIMIT",
    "READERS",
    "Choices",
    "Problem",
    "Reading",
    "Source",
    "open_file",
    "read_roadmap",
    "understand",
]


def read_roadmap(filename: str, data: bytes, choices: Choices | None = None) -> Reading:
    """Both steps. The result lists what is wrong with the file, if anything."""
    return understand(open_file(filename, data), choices)


def open_file(filename: str, data: bytes) -> Source:
    """What is in a roadmap's file; the name's ending says what it is."""
    ending = PurePath(filename).suffix.lower()
    reader = READERS.get(ending)
    if ending in OTHER_SPREADSHEETS:
        message = _(
            "%(ending)s files cannot be read. Open the file in your spreadsheet program, "
            "save it as .xlsx and choose the new file."
        )
        return unusable(message % {"ending": ending})
    if reader is None:
        return unusable(_("A roadmap is read from a .csv, .xlsx or .yaml file."))
    if len(data) > FILE_LIMIT:
        return unusable(_("The file is larger than %(limit)s MB.") % {"limit": FILE_LIMIT // 1024**2})
    if not data.strip():
        return unusable(_("The file is empty."))
    return reader(data)


def unusable(message: str) -> Source:
    return Source(reading=refused(message))
