"""The pages of comments: those of a part, which a panel shows beside the questions; one thread; all of a report."""

import json
import uuid
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum.access import Forbidden, require
from forum.models import User
from forum.resume import is_script
from reports.answers.languages import writing_language
from reports.content.entries import QuestionEntry, ReportContent, SectionContent
from reports.content.loading import load
from reports.models import Comment, Report, Thread
from reports.models.comments import CONTEXT_LIMIT
from reports.review import anchors, comments
from reports.review.mentions import handle_of, readers
from reports.review.threads import (
    SHOWN,
    Talk,
    groups_of,
    talks_of,
    thread_or_404,
    threads_of_section,
    threads_shown,
    threads_with_comments,
    words_of,
)
from reports.rights.access import report_or_404, version_or_404
from reports.rights.permissions import can


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, country: str, year: int, key: str) -> HttpResponse:
    """What is said about a section. A script gets the threads alone. POST begins a thread."""
    report = report_or_404(request.user, country, year)
    require(can(request.user, "read_comments", report))
    content = load(report)
    section = content.section(key)
    if section is None:
        raise Http404
    if request.method == "POST":
        entry = entry_in(section, request.POST.get("question", ""))
        return answer_to(
            request,
            lambda: begin(request, report, entry),
            then=lambda comment: redirect(
                f"{request.path}?write={shown_language(request, report)}#thread-{comment.thread_id}"
            ),
            otherwise=lambda refused: part_page(request, content, section, refused),
        )
    if is_script(request):
        return fragment(request, content, section)
    return part_page(request, content, section)


def part_page(
    request: HttpRequest, content: ReportContent, section: SectionContent, refused: dict[str, Any] | None = None
) -> HttpResponse:
    language = shown_language(request, content.report)
    context = panel(request.user, content, section) | {
        "section": section,
        "language": language,
        "questions": [one for entry in section.asked for one in (entry, *entry.parts)],
        "refused": refused,
        "plain": True,
        "token": new_stem(),
    }
    return render(request, "reports/review/comments/part.html", context, status=refused["status"] if refused else 200)


def fragment(request: HttpRequest, content: ReportContent, section: SectionContent) -> HttpResponse:
    """The threads for the panel; 304 where nothing has changed since the page asked last."""
    context = panel(request.user, content, section) | {
        "section": section,
        "plain": False,
        "token": "",
        "people": people_of(content.report),
    }
    html = render_to_string("reports/review/comments/_panel.html", context, request)
    etag = f'"{sha256(html.encode()).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(html)
    response["ETag"] = etag
    return response


def panel(user: User, content: ReportContent, section: SectionContent) -> dict[str, Any]:
    report = content.report
    talks = talks_of(content, threads_of_section(report, section), user)
    return {
        "report": report,
        "groups": groups_of(talks),
        "open_count": sum(talk.thread.is_open for talk in talks),
        "resolved_count": sum(not talk.thread.is_open for talk in talks),
        "may_comment": can(user, "comment", report),
    }


def people_of(report: Report) -> list[dict[str, str]]:
    people = readers(report)
    return [{"name": person.name, "handle": handle_of(person, people)} for person in people]


def begin(request: HttpRequest, report: Report, entry: QuestionEntry) -> Comment:
    post = request.POST
    language = post.get("language", "") if entry.per_language else ""
    quote, before, after = (post.get(name, "") for name in ("quote", "before", "after"))
    if quote and not before and not after:
        quote, before, after = anchors.context(words_of(entry, language), quote, CONTEXT_LIMIT)
    return comments.open_thread(
        report=report,
        entry=entry,
        language=language,
        body=post.get("body", ""),
        by=request.user,
        quote=quote,
        before=before,
        after=after,
        anchor=as_json(post.get("anchor", "")),
        token=post.get("token", ""),
    )


@never_cache
@require_safe
def thread(request: HttpRequest, country: str, year: int, thread: int) -> HttpResponse:
    """One thread, where mails lead to."""
    newest = report_or_404(request.user, country, year)
    found = thread_or_404(request.user, country, year, thread)
    return thread_page(request, load(found.report), found, newest)


def thread_page(
    request: HttpRequest, content: ReportContent, found: Thread, newest: Report, refused: dict[str, Any] | None = None
) -> HttpResponse:
    (talk,) = talks_of(content, threads_with_comments(Thread.objects.filter(pk=found.pk)), request.user)
    context = {
        "report": content.report,
        "talk": talk,
        "section": content.section_of(talk.entry) if talk.entry else None,
        "is_newest": newest == content.report,
        "may_comment": can(request.user, "comment", content.report),
        "refused": refused,
        "page_address": reverse("reports:thread", args=[newest.country.code, newest.campaign.year, found.pk]),
        "token": new_stem(),
    }
    return render(request, "reports/review/comments/thread.html", context, status=refused["status"] if refused else 200)


def on_thread(
    request: HttpRequest,
    country: str,
    year: int,
    thread: int,
    act: Callable[[Thread, QuestionEntry | None], Comment | None],
) -> HttpResponse:
    """Do it with a thread, about whatever question is there still, and lead on to its page."""
    newest = report_or_404(request.user, country, year)
    found = thread_or_404(request.user, country, year, thread)
    content = load(found.report)
    entry = next((one for one in content.entries() if one.slot.pk == found.slot_id), None)
    return answer_to(
        request,
        lambda: act(found, entry),
        then=lambda _comment: redirect("reports:thread", country, year, thread),
        otherwise=lambda refused: thread_page(request, content, found, newest, refused),
    )


@never_cache
@require_POST
def reply(request: HttpRequest, country: str, year: int, thread: int) -> HttpResponse:
    body, token = request.POST.get("body", ""), request.POST.get("token", "")
    act = partial(comments.reply, body=body, token=token, by=request.user)
    return on_thread(request, country, year, thread, lambda found, entry: act(thread=found, entry=entry))


@never_cache
@require_POST
def edit_comment(request: HttpRequest, country: str, year: int, thread: int, comment: int) -> HttpResponse:
    sent = {"body": request.POST.get("body", ""), "seen": number(request.POST.get("seen", "")), "by": request.user}

    def act(found: Thread, entry: QuestionEntry | None) -> Comment:
        return comments.edit_comment(comment=comment_of(found, comment), entry=entry, **sent)

    return on_thread(request, country, year, thread, act)


@never_cache
@require_POST
def remove_comment(request: HttpRequest, country: str, year: int, thread: int, comment: int) -> HttpResponse:
    def act(found: Thread, entry: QuestionEntry | None) -> None:
        comments.remove_comment(comment=comment_of(found, comment), by=request.user)

    return on_thread(request, country, year, thread, act)


@never_cache
@require_POST
def resolve_thread(request: HttpRequest, country: str, year: int, thread: int) -> HttpResponse:
    act = partial(comments.resolve_thread, by=request.user)
    return on_thread(request, country, year, thread, lambda found, entry: act(thread=found, entry=entry))


@never_cache
@require_POST
def reopen_thread(request: HttpRequest, country: str, year: int, thread: int) -> HttpResponse:
    act = partial(comments.reopen_thread, by=request.user)
    return on_thread(request, country, year, thread, lambda found, entry: act(thread=found, entry=entry))


@never_cache
@require_POST
def place_thread(request: HttpRequest, country: str, year: int, thread: int) -> HttpResponse:
    """A page has found by its words where a passage is, and says the place."""

    def act(found: Thread, entry: QuestionEntry | None) -> None:
        comments.place_thread(thread=found, anchor=as_json(request.POST.get("anchor", "")), by=request.user)

    return on_thread(request, country, year, thread, act)


@require_safe
def all_comments(request: HttpRequest, country: str, year: int) -> HttpResponse:
    """All threads of a report, by part: the open ones, one's own, those that name one, the resolved. An earlier version
    keeps its own."""
    report = report_or_404(request.user, country, year)
    newest = report.version
    if wanted := number(request.GET.get("version", "")):
        report = version_or_404(request.user, country, year, wanted)
    require(can(request.user, "read_comments", report))
    shown = request.GET.get("show", SHOWN[0])
    if shown not in SHOWN:
        raise Http404
    content = load(report)
    talks = talks_of(content, threads_shown(report, request.user, shown), request.user)
    context = {
        "report": report,
        "parts": parts_of(content, talks),
        "shown": shown,
        "filters": [(name, label) for name, label in zip(SHOWN, labels(), strict=True)],
        "versions": [one for one in range(1, newest + 1) if one != report.version],
        "may_comment": can(request.user, "comment", report),
        "token": new_stem(),
    }
    return render(request, "reports/review/comments/list.html", context)


def labels() -> tuple[str, ...]:
    return _("Open"), _("With words of mine"), _("That name me"), _("Resolved")


def parts_of(content: ReportContent, talks: list[Talk]) -> list[tuple[SectionContent | None, list]]:
    """Sections in which something is said, with the threads by question; last what is about questions that are gone."""
    found = []
    for section in [*content.sections, None]:
        key = section.key if section else None
        groups = groups_of([talk for talk in talks if (talk.entry.section if talk.entry else None) == key])
        if groups:
            found.append((section, groups))
    return found


# --- what the pages share


def answer_to(
    request: HttpRequest,
    act: Callable[[], Comment | None],
    *,
    then: Callable[[Comment | None], HttpResponse],
    otherwise: Callable[[dict[str, Any]], HttpResponse],
) -> HttpResponse:
    """Do it. A script hears of it in JSON; a form is led on, or gets its page again with what was typed."""
    try:
        done = act()
    except Forbidden as error:
        refused = {"status": 403, "message": str(error)}
    except ValidationError as error:
        refused = {"status": 422, "message": " ".join(error.messages)}
    except comments.Stale:
        refused = {"status": 409, "message": _("This comment was changed meanwhile. Look at it again.")}
    else:
        if is_script(request):
            return JsonResponse({"thread": done.thread_id if done else None})
        messages.success(request, _("Your comment is there.") if done else _("Done."))
        return then(done)
    if is_script(request):
        return JsonResponse({"message": refused["message"]}, status=refused["status"])
    return otherwise(refused | {"typed": request.POST.get("body", "")})


def shown_language(request: HttpRequest, report: Report) -> str:
    return writing_language(request, report)


def entry_in(section: SectionContent, name: str) -> QuestionEntry:
    for entry in section.entries:
        for one in (entry, *entry.parts):
            if one.name == name:
                return one
    raise Http404


def comment_of(thread: Thread, key: int) -> Comment:
    found = Comment.objects.filter(thread=thread, pk=key)
    comment = found.select_related("author").order_by("pk").first()
    if comment is None:
        raise Http404
    comment.thread = thread
    return comment


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def as_json(text: str) -> Any:
    try:
        return json.loads(text[:2000]) if text else None
    except ValueError:
        return None


def new_stem() -> str:
    """The beginning of the tokens of a page's forms; each adds what makes it its own."""
    return uuid.uuid4().hex[:20]
