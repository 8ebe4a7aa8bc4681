"""A part in Word: take it out, send it back, look at what would be proposed, see what became of it."""

from io import BytesIO

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from files.checks import FIRST_BYTES, Refused, check, check_size
from files.line import State, uploads_of
from files.uploads import LimitedUpload
from forum.access import require
from questionnaires.kinds import InvalidAnswer
from reports.answers.affiliations import voices
from reports.answers.languages import writing_language
from reports.content.entries import ReportContent, SectionContent
from reports.content.loading import load
from reports.models import Proposal, Report, WordReturn
from reports.models.proposals import NOTE_LIMIT
from reports.rights.access import report_or_404
from reports.rights.permissions import can
from reports.word.comparing import Comparison, compare
from reports.word.export import take_out
from reports.word.forms import ReturnForm, TakeForm, choices_from
from reports.word.handing_in import PURPOSE, hand_in_return
from reports.word.layout import long_answers
from reports.word.sending import AlreadySent, NothingChosen, send

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN_BEFORE = 10
"""How many files that the reader sent back before are listed."""


@csrf_exempt  # the token is asked for in `part`, once the limit of the upload is in place
def word(request: HttpRequest, country: str, year: int, key: str) -> HttpResponse:
    """Take the part out, or choose the file that comes back; POST puts it into the line, which leads to its preview."""
    request.upload_handlers = [LimitedUpload(request)]
    return part(request, country=country, year=year, key=key)


@csrf_protect
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, country: str, year: int, key: str) -> HttpResponse:
    report = report_or_404(request.user, country, year)
    content = load(report)
    section = section_or_404(content, key)
    if request.method != "POST":
        return part_page(request, content, section, ReturnForm())
    require(can(request.user, "suggest", report))
    form = ReturnForm(request.POST, request.FILES)
    try:
        if getattr(request, "upload_size", 0):
            check_size(request.upload_size)
        if form.is_valid():
            file = form.cleaned_data["file"]
            check_size(file.size)
            check(file.name, file.read(FIRST_BYTES))
            upload = hand_in_return(report=report, section=key, filename=file.name, content=file, by=request.user)
            return redirect("files:upload", upload.pk)
    except Refused as refused:
        form.errors.pop("file", None)
        form.add_error("file", refused.message)
    return part_page(request, content, section, form, status=422)


def part_page(
    request: HttpRequest, content: ReportContent, section: SectionContent, form: ReturnForm, status: int = 200
) -> HttpResponse:
    report = content.report
    language = writing_language(request, report)
    returns = WordReturn.objects.filter(read_by=request.user, copy__report=report).select_related("copy")
    context = {
        "report": report,
        "section": section,
        "form": form,
        "take_form": TakeForm(languages=report.country.languages, initial={"language": language}),
        "limit": settings.UPLOAD_LIMIT,
        "may_suggest": can(request.user, "suggest", report),
        "answers": long_answers(section),
        "others": [one for one in content.sections if one.asked and one is not section and long_answers(one)],
        "language": language,
        "uploads": uploads_of(request.user, PURPOSE, {"report": report.pk}).exclude(state=State.READ)[:SHOWN_BEFORE],
        "returns": returns.defer("found", "copy__texts", "copy__around")[:SHOWN_BEFORE],
    }
    return render(request, "reports/word/part.html", context, status=status)


@require_POST
def word_file(request: HttpRequest, country: str, year: int, key: str) -> HttpResponse:
    """The part as a Word file; what went out is kept, so this is asked for by a form."""
    report = report_or_404(request.user, country, year)
    content = load(report)
    section = section_or_404(content, key)
    require(can(request.user, "suggest", report))
    form = TakeForm(request.POST, languages=report.country.languages)
    if not form.is_valid() or not long_answers(section):
        return part_page(request, content, section, ReturnForm(), status=422)
    taken = take_out(content=content, section=section, language=form.cleaned_data["language"], by=request.user)
    return FileResponse(BytesIO(taken.content), as_attachment=True, filename=taken.filename, content_type=DOCX)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, country: str, year: int, pk: int) -> HttpResponse:
    """What the file changes, answer by answer. POST makes proposals of what was chosen."""
    report = report_or_404(request.user, country, year)
    kept = kept_or_404(request, report, pk)
    if kept.sent_at is not None:
        return redirect("reports:word_result", country, year, pk)
    content = load(report)
    comparison = compare(kept, content, request.user)
    if request.method != "POST":
        return preview_page(request, kept, content, comparison)
    require(can(request.user, "suggest", report))
    choices = choices_from(request.POST, comparison, request.user, report.country)
    try:
        send(kept=kept, choices=choices, by=request.user)
    except AlreadySent:
        messages.info(request, _("This file had been sent already."))
    except (NothingChosen, InvalidAnswer, Refused) as refused:
        return preview_page(request, kept, content, comparison, problem=str(refused), status=422)
    return redirect("reports:word_result", country, year, pk)


def preview_page(
    request: HttpRequest,
    kept: WordReturn,
    content: ReportContent,
    comparison: Comparison,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    report, data = content.report, request.POST
    is_sent = request.method == "POST"
    chosen = data.getlist("answer")
    context = {
        "report": report,
        "kept": kept,
        "section": content.section(kept.copy.section),
        "comparison": comparison,
        "rows": [
            {
                "row": row,
                "is_chosen": row.name in chosen if is_sent else row.is_chosen_at_first,
                "note": data.get(f"note-{row.name}", ""),
            }
            for row in comparison.changed
        ],
        "outside": [
            {"index": index, "text": outside.text, "entry": entry, "goes_to": data.get(f"outside-{index}", "")}
            for index, outside, entry in comparison.outside
        ],
        "talks": [
            {"talk": talk, "is_chosen": talk.key in data.getlist("comment") if is_sent else True}
            for talk in comparison.talks
        ],
        "may_comment": can(request.user, "comment", report),
        "note_limit": NOTE_LIMIT,
        "voices": voices(request.user, report.country),
        "voice": data.get("voice", ""),
        "may_suggest": can(request.user, "suggest", report),
        "problem": problem,
    }
    return render(request, "reports/word/preview.html", context, status=status)


@require_safe
def result(request: HttpRequest, country: str, year: int, pk: int) -> HttpResponse:
    """What became of a file that was sent."""
    report = report_or_404(request.user, country, year)
    kept = kept_or_404(request, report, pk)
    if kept.sent_at is None:
        return redirect("reports:word_preview", country, year, pk)
    content = load(report)
    comparison = compare(kept, content, request.user)
    made, talks = kept.outcome["made"], kept.outcome.get("talks", {})
    proposals = {one.pk: one for one in Proposal.objects.filter(pk__in=[pk for pk in made.values() if pk])}
    entries = {row.name: row.entry for row in comparison.rows}
    context = {
        "report": report,
        "kept": kept,
        "section": content.section(kept.copy.section),
        "made": [(entries[name], proposals[pk]) for name, pk in made.items() if pk in proposals],
        "without_change": [entries[name] for name, pk in made.items() if pk is None],
        "left": [row.entry for row in comparison.rows if row.can_be_sent and row.name not in made],
        "outside": [outside for index, outside, _entry in comparison.outside if index in kept.outcome["left"]],
        "opened": [talk for talk in comparison.talks if talk.key in talks],
        "unsaid": [talk for talk in comparison.talks if talk.key not in talks],
        "comments": comparison.found.comments,
    }
    return render(request, "reports/word/result.html", context)


def section_or_404(content: ReportContent, key: str) -> SectionContent:
    found = content.section(key)
    if found is None:
        raise Http404
    return found


def kept_or_404(request: HttpRequest, report: Report, pk: int) -> WordReturn:
    """A file that the reader sent back; nobody else's business."""
    kept = get_object_or_404(
        WordReturn.objects.select_related("copy__made_by"), pk=pk, copy__report=report, read_by=request.user
    )
    kept.copy.report = report
    return kept
