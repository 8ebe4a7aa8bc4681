"""Where a report stands, who acts next, and what the working groups answered."""

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from bilingual.languages import direction
from forum.models import User
from forum.roles import Role
from reports.models import ForumAnswer, Report, StageChange
from reports.rights.permissions import can
from reports.secretariat.notes import check_of
from reports.signoff.due import due_in_words
from reports.signoff.forum_review import paragraphs
from reports.signoff.next_actor import Turn, turn_of
from reports.stages import LABELS, Stage

register = template.Library()


@register.simple_tag
def observation(given: ForumAnswer) -> SafeString:
    """A working group's observation in every language in which it is written; "" where there is none."""
    return format_html_join(
        "",
        '<div class="reading" lang="{}" dir="{}">{}</div>',
        (
            (language, direction(language), format_html_join("", "<p>{}</p>", ((part,) for part in paragraphs(words))))
            for language, words in given.text.items()
        ),
    )


@register.simple_tag
def stage_change(change: StageChange) -> str:
    """What was done, as its button calls it."""
    return str(LABELS[change.transition])


OWN_PAGES = {
    Stage.FORUM_REVIEW: (Role.GROUP_CHAIR, "reports:review", gettext_lazy("Answer for your working group")),
    Stage.SIGN_OFF: (Role.SIGNATORY, "reports:sign", gettext_lazy("Check and sign")),
}
"""Who acts on a page of their own at a stage; everybody else acts where the report stands."""


@register.inclusion_tag("reports/signoff/_turn.html")
def turn_line(report: Report, turn: Turn, reader: User, on_stage: bool = False) -> dict[str, object]:
    """Who must act next, and the way to where they do."""
    role, page, label = OWN_PAGES.get(report.stage, (None, "", ""))
    is_theirs = any(holder.role == role and holder.user == reader.pk for holder in turn.people)
    return {
        "report": report,
        "turn": turn,
        "is_yours": any(holder.user == reader.pk for holder in turn.people),
        "page": reverse(page, args=[report.country.code, report.campaign.year]) if is_theirs else "",
        "label": label,
        "on_stage": on_stage,
    }


@register.inclusion_tag("reports/signoff/_due.html")
def due(report: Report) -> dict[str, object]:
    """When the report is due, or since when it is late; nothing of one that is accepted."""
    return {"due": due_in_words(report, timezone.localdate())}


@register.inclusion_tag("reports/secretariat/_ways.html", takes_context=True)
def with_secretariat(context: Context, report: Report) -> dict[str, object]:
    """The ways to what only the secretariat, and those who lead the report, read and do."""
    acts = ("read_messages", "read_notes", "change_due")
    return {"report": report} | {act: can(context["request"].user, act, report) for act in acts}


@register.inclusion_tag("reports/secretariat/_checked.html", takes_context=True)
def checked(context: Context, report: Report) -> dict[str, object]:
    """For the secretariat: who checked the signed text."""
    return {"check": check_of(report) if can(context["request"].user, "read_notes", report) else None}


@register.inclusion_tag("reports/signoff/_where.html", takes_context=True)
def where_it_stands(context: Context, report: Report) -> dict[str, object]:
    """On every other page of a report: its stage, who must act next, and the way there, unless one is there."""
    request = context["request"]
    line = turn_line(report, turn_of(report), request.user)
    return line | {"page": "" if line["page"] == request.path else line["page"]}
