"""Files of roadmaps wait in line (files.line): how one is handed in and read. What was read stays with the upload."""

from django.core.files.base import File
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from files.checks import Refused
from files.line import hand_in
from files.models import Upload
from forum.access import require
from forum.models import Country, User
from roadmaps.importing import Source
from roadmaps.importing.apart import OtherShape, from_json, open_apart, to_json
from roadmaps.permissions import can

PURPOSE = "roadmaps.import"


def hand_in_roadmap(*, country: Country, filename: str, content: File | bytes, by: User) -> Upload:
    """Put a file into the line for this country. Raises Refused, forum.access.Forbidden."""
    require(can(by, "import", country))
    return hand_in(
        purpose=PURPOSE,
        about={"country": country.code},
        filename=filename,
        content=content,
        back=reverse("roadmaps:import", args=[country.code]),
        by=by,
    )


def read(upload: Upload, content: bytes) -> Source:
    return open_apart(upload.filename, content)


def keep(upload: Upload, content: bytes, source: Source) -> str:
    country = Country.objects.get(code=upload.about["country"])
    require(can(upload.by, "import", country))
    Upload.objects.filter(pk=upload.pk).update(result=to_json(source))
    return reverse("roadmaps:import_preview", args=[country.code, upload.pk])


def opened_or_404(*, country: Country, upload: int, by: User) -> tuple[str, Source]:
    """The name of a file that the person handed in for this country, and what stands in it.

    Raises Refused for one that was kept in another shape.
    """
    found = get_object_or_404(Upload, pk=upload, by=by, purpose=PURPOSE, state=Upload.State.READ)
    if found.about["country"] != country.code:
        raise Http404
    source = source_in(found)
    if source is None:
        raise Refused(
            _("%(file)s was read before the site was renewed. Choose the file once more.") % {"file": found.filename}
        )
    return found.filename, source


def source_in(upload: Upload) -> Source | None:
    """What stands in a file that was read; None where an earlier version of the site kept it in another shape."""
    try:
        found = from_json(upload.result)
    except OtherShape:
        return None
    return found if isinstance(found, Source) else None
