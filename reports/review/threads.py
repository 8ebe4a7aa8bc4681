"""Reading comments: how many threads are open where, and threads with all that a page shows of them."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from forum.access import require
from forum.models import User
from reports.content.entries import QuestionEntry, ReportContent, SectionContent
from reports.models import Answer, Comment, Report, Thread
from reports.review import anchors
from reports.review.comments import may_resolve
from reports.rights.permissions import can
from richtext.highlights import Highlight, letters_of
from richtext.reading import leaves, plain

SHOWN = ("open", "mine", "mentions", "resolved")
"""What the page of all comments can be narrowed down to."""


class Counts:
    """How many threads are open at each question of a report, for somebody who reads them. Asking twice reads once."""

    def __init__(self, report: Report, user: User) -> None:
        self.report, self.verdict = report, can(user, "read_comments", report)
        self.may_comment = can(user, "comment", report)
        self.counted: Counter | None = None
        self.quoting: dict[tuple, list[Thread]] | None = None

    def __bool__(self) -> bool:
        return bool(self.verdict)

    def of(self, entry: QuestionEntry) -> int:
        if self.counted is None:
            open_ones = self.report.threads.filter(resolved_at=None).order_by()
            self.counted = Counter(dict(open_ones.values_list("slot").annotate(Count("pk"))))
        return self.counted[entry.slot.pk]

    def passages(self, entry: QuestionEntry, answer: Answer) -> list[Highlight]:
        """Where the passages stand in a long answer that open threads are about. Asked only where a thread is open;
        asking for all answers reads once."""
        if entry.question.kind != "rich_text" or answer.is_blank or not self.of(entry):
            return []
        if self.quoting is None:
            self.quoting = defaultdict(list)
            found = self.report.threads.filter(resolved_at=None).exclude(quote="")
            for thread in found.select_related("opened_by").order_by("pk"):
                self.quoting[thread.slot_id, thread.language].append(thread)
        threads = self.quoting[entry.slot.pk, answer.language]
        return highlights_of(self.report, threads, answer.value) if threads else []

    def within(self, section: SectionContent) -> int:
        return sum(self.of(one) for entry in section.entries for one in (entry, *entry.parts))


@dataclass
class Said:
    """A comment with what the reader may do to it."""

    comment: Comment
    may_edit: bool
    may_remove: bool
    is_own: bool


@dataclass
class Talk:
    """A thread as one reads it. `entry` is None where the question is not there any more; `at` is where the passage
    stands in the answer, None where it does not, or where there is none."""

    thread: Thread
    entry: QuestionEntry | None
    comments: list[Said]
    may_resolve: bool
    may_reply: bool
    at: int | None = None

    @property
    def anchor(self) -> str:
        """For the script of the page."""
        return json.dumps(self.thread.anchor) if self.thread.anchor else ""

    @property
    def is_lost(self) -> bool:
        return bool(self.thread.quote) and self.at is None


@dataclass
class Group:
    """What is said about one question, or under one heading."""

    entry: QuestionEntry | None
    talks: list[Talk] = field(default_factory=list)


def threads_with_comments(threads: QuerySet[Thread]) -> list[Thread]:
    """Two queries, however many they are."""
    comments = Comment.objects.select_related("author", "removed_by").order_by("pk")
    found = threads.select_related("opened_by", "resolved_by", "slot__occurrence").order_by("pk")
    return list(found.prefetch_related(Prefetch("comments", comments)))


def talks_of(content: ReportContent, threads: list[Thread], user: User) -> list[Talk]:
    """The threads in reading order: by question, those on the whole answer first, then by passage, then by age."""
    entries = {entry.slot.pk: (number, entry) for number, entry in enumerate(content.entries())}
    may_reply = bool(can(user, "comment", content.report))
    found = []
    for thread in threads:
        thread.slot.report = content.report
        number, entry = entries.get(thread.slot_id, (len(entries), None))
        talk = Talk(
            thread,
            entry,
            [said_to(user, comment, thread, may_reply) for comment in thread.comments.all()],
            may_resolve=bool(may_resolve(user, thread, entry)),
            may_reply=may_reply,
            at=anchors.find(words_of(entry, thread.language), thread.quote, thread.before, thread.after),
        )
        found.append((number, talk))
    found.sort(
        key=lambda one: (one[0], one[1].thread.language, -1 if one[1].at is None else one[1].at, one[1].thread.pk)
    )
    return [talk for _number, talk in found]


def said_to(user: User, comment: Comment, thread: Thread, may_write: bool) -> Said:
    comment.thread = thread
    stands, is_own = may_write and comment.removed_at is None, comment.author_id == user.pk
    return Said(
        comment,
        may_edit=stands and bool(can(user, "edit_comment", thread.report, is_own=is_own)),
        may_remove=stands and bool(can(user, "remove_comment", thread.report, is_own=is_own)),
        is_own=is_own,
    )


def groups_of(talks: list[Talk]) -> list[Group]:
    """Talks, which are in order, by their question."""
    groups: list[Group] = []
    for talk in talks:
        if not groups or groups[-1].entry is not talk.entry:
            groups.append(Group(talk.entry))
        groups[-1].talks.append(talk)
    return groups


def words_of(entry: QuestionEntry | None, language: str) -> str:
    """A long answer as one text."""
    answer = entry.answers.get(language) if entry else None
    if answer is None or answer.is_blank:
        return ""
    if entry.question.kind == "rich_text":
        return " ".join(plain(leaf) for leaf in leaves(answer.value))
    return answer.value if isinstance(answer.value, str) else ""


def highlights_of(report: Report, threads: list[Thread], value: dict) -> list[Highlight]:
    """Where the words of these threads stand in a long text; those that do not stand any more are left out."""
    text, _places = letters_of(value)
    found = []
    for thread in threads:
        start = anchors.find(text, thread.quote, thread.before, thread.after)
        if start is None:
            continue
        quote = anchors.squeezed(thread.quote).strip()
        label = _("Comment of %(person)s on “%(words)s”") % {
            "person": thread.opened_by,
            "words": Truncator(quote).words(12),
        }
        where = reverse("reports:thread", args=[report.country.code, report.campaign.year, thread.pk])
        found.append(Highlight(start, start + len(quote), where, label, f"passage-{thread.pk}"))
    return found


def threads_of_section(report: Report, section: SectionContent) -> list[Thread]:
    keys = {one.key for entry in section.entries for one in (entry, *entry.parts)}
    keys |= {f"{question.key}.{part.key}" for question in section.section.questions for part in question.fields}
    return threads_with_comments(report.threads.filter(slot__question__in=keys))


def threads_shown(report: Report, user: User, shown: str) -> list[Thread]:
    """The threads of a report: the open ones, those in which the person wrote, those that name them, the resolved."""
    theirs = Comment.objects.filter(thread=OuterRef("pk"))
    wanted = {
        "open": Q(resolved_at=None),
        "mine": Q(Exists(theirs.filter(author=user))),
        "mentions": Q(Exists(theirs.filter(mentioned=user, removed_at=None))),
        "resolved": Q(resolved_at__isnull=False),
    }
    return threads_with_comments(report.threads.filter(wanted[shown]))


def thread_or_404(user: User, country: str, year: int, pk: int) -> Thread:
    """A thread of any version of a report that the person reads; Forbidden, with the reason, for who reads none."""
    found = Thread.objects.filter(pk=pk, slot__report__country__code=country, slot__report__campaign__year=year)
    thread = found.select_related(*(f"slot__report__{one}" for one in ("country", "campaign", "roadmap"))).first()
    if thread is None:
        raise Http404
    require(can(user, "view", thread.report))
    require(can(user, "read_comments", thread.report))
    return thread
