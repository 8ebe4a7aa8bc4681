"""The page on which one waits until a file is read."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from files.models import Upload

PATIENCE = timedelta(minutes=3)
"""When nothing has been begun for so long, the page says that something is wrong."""
UNCHANGED = 204
PAUSE = 2
"""Seconds between two looks of the page at its file, and as many more for each file that is read before it."""
LONGEST_PAUSE = 10


@never_cache
@require_safe
def show(request: HttpRequest, upload: int) -> HttpResponse:
    """How far a file is, for who handed it in. It leads on when it is read; a script asks for the part that changes."""
    upload = get_object_or_404(Upload.objects.defer("result"), pk=upload, by=request.user)
    if upload.state == Upload.State.READ:
        address = in_page_language(upload.next, upload)
        return there(address) if request.htmx else redirect(address)
    context = {"upload": upload, "back": in_page_language(upload.back, upload)}
    context |= place(upload) if upload.is_under_way else {}
    if not request.htmx:
        return render(request, "files/upload.html", context)
    if not upload.is_under_way:
        return again()
    if request.GET.get("seen") == context["seen"]:
        return HttpResponse(status=UNCHANGED)  # nothing is read out twice
    return render(request, "files/_place.html", context)


def in_page_language(address: str, upload: Upload) -> str:
    """An address of the time when the file was handed in, when the person perhaps read in another language."""
    language = get_language() or "en"
    with override(upload.language):
        return translate_url(address, language)


def place(upload: Upload) -> dict[str, object]:
    """Where a file stands in the line."""
    before = Upload.objects.filter(state=Upload.State.WAITING, pk__lt=upload.pk).count()
    is_reading = upload.state == Upload.State.READING
    nothing_moves = (
        not is_reading
        and upload.sent_at < timezone.now() - PATIENCE
        and not Upload.objects.filter(started_at__gte=timezone.now() - PATIENCE).exists()
    )
    return {
        "before": before,
        "nothing_moves": nothing_moves,
        "pause": min(PAUSE * (1 + before), LONGEST_PAUSE),
        "seen": f"{upload.state}-{before}-{nothing_moves}",
    }


def there(address: str) -> HttpResponse:
    answer = HttpResponse()
    answer["HX-Redirect"] = address
    return answer


def again() -> HttpResponse:
    answer = HttpResponse()
    answer["HX-Refresh"] = "true"
    return answer
