"""Reading a roadmap from a file: CSV, Excel or YAML. Nothing is written here; every problem is told with its line."""

from pathlib import PurePath

from django.utils.translation import gettext as _

from roadmaps.importing.reading import FILE_LIMIT, Problem, Reading, refused
from roadmaps.importing.tables import read_csv, read_xlsx
from roadmaps.importing.yaml_files import read_yaml

READERS = {".csv": read_csv, ".xlsx": read_xlsx, ".yaml": read_yaml, ".yml": read_yaml}
OTHER_SPREADSHEETS = (".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".fods", ".numbers")

__all__ = ["FILE_LIMIT", "READERS", "Problem", "Reading", "read_roadmap"]


def read_roadmap(filename: str, data: bytes) -> Reading:
    """Read a roadmap's file; the name's ending says what it is. The result lists what is wrong with it, if anything."""
    ending = PurePath(filename).suffix.lower()
    reader = READERS.get(ending)
    if ending in OTHER_SPREADSHEETS:
        message = _(
            "%(ending)s files cannot be read. Open the file in your spreadsheet program, "
            "save it as .xlsx and choose the new file."
        )
        return refused(message % {"ending": ending})
    if reader is None:
        return refused(_("A roadmap is read from a .csv, .xlsx or .yaml file."))
    if len(data) > FILE_LIMIT:
        return refused(_("The file is larger than %(limit)s MB.") % {"limit": FILE_LIMIT // 1024**2})
    if not data.strip():
        return refused(_("The file is empty."))
    return reader(data)
