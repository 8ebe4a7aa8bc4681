"""The export's own words, in each language of the document at once."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from bilingual.languages import LANGUAGES, direction
from bilingual.text import Rendered
from publications.document import Document, Languages, Texts

PHRASES: Mapping[str, Promise] = {
    "annual_report": _("Pathfinder country annual report"),
    "subject": _("Progress towards SDG Target 8.7"),
    "period": _("%(start)s – %(end)s"),
    "roadmap": _("Roadmap"),
    "roadmap_version": _("version %(number)s"),
    "adopted": _("adopted on %(day)s"),
    "as_of": _("Text as it stood on %(day)s"),
    "report_version": _("Version %(number)s of the report"),
    "draft_note": _("This draft has not been signed. It may still change."),
    "back": _("Back to the export"),
    "contents": _("Contents"),
    "annex": _("Annex: the roadmap and where it is reported on"),
    "annex_note_pages": _("Every %(levels)s of the roadmap, with the pages that report on it."),
    "annex_note_questions": _("Every %(levels)s of the roadmap, with the questions that report on it."),
    "annex_note_large_pages": _(
        "How much of each level of the roadmap is reported on, and what is, with the pages that do so."
    ),
    "annex_note_large_questions": _(
        "How much of each level of the roadmap is reported on, and what is, with the questions that do so."
    ),
    "level": _("Level"),
    "reported": _("Reported on"),
    "list": _("%(first)s and %(last)s"),
    "item": _("item"),
    "answers": _("Answers"),
    "next_steps": _("Next steps"),
    "number": _("Number"),
    "key": _("Key"),
    "about": _("About"),
    "question": _("Question"),
    "language": _("Language"),
    "answer": _("Answer"),
    "code": _("Code"),
    "title": _("Title"),
    "pages": _("Pages"),
    "questions": _("Questions"),
    "not_reported": _("Not reported on"),
    "retired": _("no longer in force"),
    "no_answer_yet": _("No answer yet"),
    "no_answer": _("No answer"),
    "ticked": _("ticked:"),
    "not_ticked": _("not ticked:"),
    "chosen": _("chosen:"),
    "out_of": _("%(value)s out of %(maximum)s"),
    "step": _("Next step %(number)s"),
    "only_in": _("Written in %(language)s only"),
    "borrowed": _("Titles and questions that are not written in %(language)s stand here in %(others)s."),
    "forum": _("The forum’s answers"),
    "forum_note": _("What the working groups of the stakeholder forum answered to the frozen text of this report."),
    "endorse": _("The group endorses the report."),
    "abstain": _("The group abstains."),
    "observation": _("The group attaches this observation:"),
    "no_group_answer": _("The group has not answered."),
    "answered_on": _("on %(day)s"),
    "worksheet": _("Worksheet"),
    "whole_report": _("Whole report"),
    "stands_now": _("What stands now"),
    "answer_of": _("The answer of %(year)s"),
    "not_answered_in": _("This was not answered in %(year)s."),
    "required": _("This answer is required."),
    "missing_in_step": _("Next step %(number)s: %(field)s is missing."),
    "open_proposals": _("Proposals that wait for a decision: %(number)s"),
    "open_comments": _("Open comments: %(number)s"),
    "notes": _("Notes of the meeting"),
    "contributors": _("Contributors"),
    "contributors_note": _("The working groups and organisations whose words are in this report, with its answers."),
    "columns": _("Columns %(first)s to %(last)s of %(total)s"),
    "column": _("Column %(last)s of %(total)s"),
    "in_answers": _("Answers: %(numbers)s"),
    "group": _("Working group"),
    "group_endorse": _("endorses"),
    "group_abstain": _("abstains"),
    "group_observation": _("attaches an observation"),
    "group_silent": _("no answer"),
    "observation_text": _("Observation"),
    "name": _("Name"),
    "organisation": _("Organisation"),
    "day": _("Day"),
    "signature": _("Signature"),
    "signed_on": _("signed on %(day)s"),
    "mark": _("mark of the text: %(mark)s"),
    "draft": _("Draft"),
    "draft_forum_review": _("Draft with the forum"),
    "draft_sign_off": _("Draft at sign-off"),
    "submitted": _("Submitted"),
    "published": _("Accepted"),
}

STAGES = {
    "draft": "draft",
    "forum_review": "draft_forum_review",
    "sign_off": "draft_sign_off",
    "submitted": "submitted",
    "published": "published",
}
UNSIGNED = frozenset({"draft", "forum_review", "sign_off"})


def phrase(name: str, language: str, /, **values: object) -> str:
    """One phrase in one language, with its values filled in."""
    with translation.override(language):
        return str(PHRASES[name]) % values if values else str(PHRASES[name])


def annex_note(document: Document, places: str) -> Texts:
    """What the annex shows, with the roadmap's own names for its levels. `places` are pages or questions."""
    found = []
    for at, language in enumerate(document.languages):
        *names, last = [names[at].text for names in document.roadmap.levels] or [phrase("item", language)]
        levels = phrase("list", language, first=", ".join(names), last=last) if names else last
        name = f"annex_note_{'large_' * document.roadmap.is_large}{places}"
        found.append(Rendered(phrase(name, language, levels=levels), language, language))
    return tuple(found)


def apart(language: str) -> SafeString:
    """The attributes of an element whose text is in another language than the document that is being written."""
    document = translation.get_language()
    if language in ("", document):
        return mark_safe("")
    if direction(language) == direction(document):
        return format_html(' lang="{}"', language)
    return format_html(' lang="{}" dir="{}"', language, direction(language))


def in_languages(texts: list[tuple[str, str]]) -> SafeString:
    """Texts with their languages side by side, those after the first with `lang`; equal ones once."""
    (_first, text), *others = texts
    others = [(apart(language), other) for language, other in others if other != text]
    return format_html("{}{}", text, format_html_join("", " / <span{}>{}</span>", others))


class Phrases:
    """{{ say.contents }} in a template: the phrase in the languages of the document."""

    def __init__(self, languages: Languages) -> None:
        self.languages = languages

    def __getitem__(self, name: str) -> SafeString:
        return self.say(name)

    def say(self, name: str, **values: object) -> SafeString:
        return in_languages([(language, phrase(name, language, **values)) for language in self.languages])


def month(day, language: str) -> str:
    with translation.override(language):
        return date_format(day, "YEAR_MONTH_FORMAT")


def dated(name: str, day: date | datetime, language: str) -> str:
    """A phrase with a day in it."""
    local = timezone.localtime(day) if isinstance(day, datetime) else day
    with translation.override(language):
        return phrase(name, language, day=date_format(local, "DATE_FORMAT"))


def period(document: Document, language: str) -> str:
    start, end = month(document.period_start, language), month(document.period_end, language)
    return phrase("period", language, start=start, end=end)


def stage(document: Document, language: str) -> str:
    return phrase(STAGES[document.stage], language)


def title(document: Document, language: str) -> str:
    """The title of the document as a whole: France – Progress towards SDG Target 8.7 – 2023."""
    name = next(name for name in document.country_names if name.requested == language)
    return f"{name} – {phrase('subject', language)} – {document.year}"


def language_name(code: str, language: str) -> str:
    """The name of a language in another one: French, anglais."""
    with translation.override(language):
        return str(LANGUAGES[code].called)


def only_in(code: str, language: str) -> str:
    """That something is written in one language only, said in another."""
    return phrase("only_in", language, language=language_name(code, language))


def borrowed(document: Document) -> str:
    """That titles and wordings stand in another language than the document's, where some do."""
    language = document.languages[0]
    others = ", ".join(language_name(code, language) for code in document.borrowed)
    return phrase("borrowed", language, language=language_name(language, language), others=others) if others else ""
