"""What the templates of reports show: wordings, answers, dates of saving."""

from collections.abc import Iterable
from datetime import datetime

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from bilingual.languages import direction
from forum.models import Country, User
from forum.roles import Role
from reports.content.display import answer_html, changes_html, value_html
from reports.content.entries import Entry
from reports.content.wording import Wording
from reports.history.diff import compare_html
from reports.models import Answer, AnswerRevision, ForumAnswer, ProposalDecision, Report, StageChange
from reports.review.threads import Counts
from reports.signoff.forum_review import paragraphs
from reports.signoff.next_actor import Turn, turn_of
from reports.stages import LABELS, Stage
from richtext.edits_html import words_of
from richtext.reading import to_text
from roadmaps.codes import Code

register = template.Library()


@register.simple_tag
def wording(text: Wording) -> SafeString:
    """A wording of the questionnaire in the page's language."""
    return text.html(get_language() or "en")


@register.filter
def nth(items, index: int):
    """One of several, counted from 0: a radio button of a field."""
    return items[index]


@register.filter
def at(mapping, key: str):
    """What a mapping holds under a key."""
    return mapping[key]


@register.filter
def open_at(counts, entry: Entry) -> int:
    """How many threads of comments are open at a question."""
    return counts.of(entry)


@register.filter
def joined(one, other) -> str:
    """Two things as one word: for an id."""
    return f"{one}{other}"


@register.filter
def in_part(numbers: dict[str, int], section: str) -> int:
    """How many there are in a part of the report."""
    return numbers.get(section, 0)


@register.filter
def total(numbers: dict[str, int]) -> int:
    return sum(numbers.values())


@register.filter
def level(code: str) -> str:
    """priority, strand or objective: what a code of the roadmap names."""
    return Code.parse(code).level


@register.filter
def words(text: Wording) -> str:
    """The same as plain words, for an attribute or a title."""
    return text.plain(get_language() or "en")


@register.simple_tag
def answer(entry: Entry, given: Answer, report: Report, comments: Counts | None = None) -> SafeString:
    """An answer as it is read; its objectives lead to the roadmap. For who reads `comments`, the passages that are
    talked about are highlighted in a long text, and lead to what is said."""
    roadmap = reverse("roadmaps:version", args=[report.country.code, report.roadmap.version])
    passages = comments.passages(entry, given) if comments else []
    return answer_html(entry, given, get_language() or "en", lambda code: f"{roadmap}#item-{code}", passages)


@register.simple_tag
def answer_here(entry: Entry) -> Answer | None:
    """The answer in the page's language, or in the one in which it is written."""
    return entry.answer_in(get_language() or "en")


@register.simple_tag
def value(entry: Entry, content, language: str) -> SafeString:
    """A value that is not (or no longer) an answer."""
    return value_html(entry, content, language)


@register.simple_tag
def changed_value(entry: Entry, content, language: str) -> SafeString:
    """A value of one of two versions, in its own language or the page's."""
    return value_html(entry, content, language or get_language() or "en")


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


@register.inclusion_tag("reports/signoff/_where.html", takes_context=True)
def where_it_stands(context: Context, report: Report) -> dict[str, object]:
    """On every other page of a report: its stage, who must act next, and the way there, unless one is there."""
    request = context["request"]
    line = turn_line(report, turn_of(report), request.user)
    return line | {"page": "" if line["page"] == request.path else line["page"]}


@register.simple_tag
def people_address(country: Country) -> str:
    """The page where a country manages its people; "" where there is none."""
    try:
        return reverse("forum:people", args=[country.code])
    except NoReverseMatch:
        return ""


@register.simple_tag
def differences(entry: Entry, old, new, language: str) -> SafeString | str:
    """What changed between two values that are text; "" for other kinds."""
    return changes_html(entry, old, new, language)


@register.simple_tag
def compared(entry: Entry, old, new, language: str, whole: bool = True) -> SafeString:
    """What changed between two values of an answer, of whatever kind; "" where nothing did."""
    return compare_html(entry, old, new, language or get_language() or "en", whole=whole)


@register.filter
def names(people: Iterable[User]) -> str:
    """Several people by their names."""
    return ", ".join(map(str, people))


@register.simple_tag
def decided_words(decision: ProposalDecision) -> SafeString:
    """What stood there and what was proposed, as words."""
    parts = (("del", to_text(decision.was)), ("ins", to_text(decision.proposed)))
    line = '<{0}><span class="visually-hidden">{1} </span>{2}</{0}>'
    return format_html_join(" ", line, ((tag, words_of(tag), words) for tag, words in parts if words))


@register.simple_tag
def author(version: Answer | AnswerRevision, reader: User) -> str:
    """Who saved a version, as its reader would say it: "" for the reader."""
    return "" if version.changed_by_id in {None, reader.pk} else str(version.changed_by)


@register.simple_tag
def live_messages() -> dict[str, str]:
    """What an open page says of what others do: key to message in its language. The script fills in %(name)s."""
    return {
        "changed_by": _("Changed by %(name)s just now"),
        "changed_by_you": _("Changed by you in another window just now"),
        "changed": _("Changed just now"),
        "other_value": _("%(name)s has just saved another value here."),
        "other_value_yours": _("You have just saved another value here in another window."),
        "other_value_somebody": _("Another value has just been saved here."),
        "choose_later": _("Yours is not lost: when it is saved, you choose between the two."),
        "show_value": _("Show it"),
        "text_changed": _("Changed since you opened this page"),
        "show": _("Show"),
        "steps_changed": _("Next steps were added, removed or moved just now."),
        "show_steps": _("Show the list as it is now"),
        "is_here": _("%(names)s is here"),
        "are_here": _("%(names)s are here"),
        "on_this_page": _("Also on this page:"),
        "open_again": _("This part can be written in now."),
        "load_again": _("Load the page again"),
        "lost_session": _("Your session has ended: what others save is not shown here any more."),
        "lost_line": _("The server cannot be reached: this page may be behind what others save."),
    }


@register.simple_tag
def moment(at: datetime) -> SafeString:
    """The time of today, the day of any other date. A script puts the time into the reader's own time zone."""
    local = timezone.localtime(at)
    if local.date() != timezone.localdate():
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), date_format(local, "DATE_FORMAT"))
    return format_html('<time datetime="{}" data-clock>{}</time>', at.isoformat(), date_format(local, "H:i"))
