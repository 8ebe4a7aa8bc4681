"""The index in the ZIP: what each file is, and what could not be made and why. Plain text, in the reader's language."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bilingual.languages import LANGUAGES
from publications.models import BulkExport, Wanted
from reports.models import Report


def index_of(job: BulkExport, names: Mapping[int, str], reports: Mapping[int, Report]) -> tuple[str, str]:
    """The name of the index and its text."""
    wanted = job.wanted
    day = date_format(timezone.localtime(job.created_at), "DATE_FORMAT")
    lines = [
        _("Exported by %(person)s, %(day)s") % {"person": job.by, "day": day},
        ngettext("%(number)s file", "%(number)s files", len(names)) % {"number": len(names)},
        "",
        *(f"{name}\t{about(reports[wanted[number].report], wanted[number])}" for number, name in names.items()),
    ]
    if job.failed:
        lines += ["", _("These files could not be made:")]
        lines += [f"{one['name']}\t{one['reason']}" for one in job.failed]
    return _("index.txt"), "\r\n".join([*lines, ""])


def about(report: Report, wanted: Wanted) -> str:
    country = report.country.name.in_language(get_language() or "en").text
    languages = " + ".join(LANGUAGES[code].name for code in wanted.language.split("+"))
    version = _("version %(number)s") % {"number": report.version}
    stage = capfirst(report.get_stage_display())
    return f"{country} {report.campaign.year}, {version}, {languages}. {stage}"
