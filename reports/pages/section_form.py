"""The form of a section: built from the edition, one field per question asked, in one language at a time."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import get_language

from bilingual.languages import INTERFACE
from forum.access import Verdict
from reports.answers.fields import BASE, BUILDERS, OTHER, REVISION, SHOWN, initial
from reports.content.entries import QuestionEntry, SectionContent
from reports.review.suggestion_display import AtQuestions
from reports.rights.writers import AnswerRights


class EntryBlock(LayoutObject):
    """The place of one entry on the page: a question, a question under a condition, or the group of next steps."""

    def __init__(self, entry: QuestionEntry) -> None:
        self.entry = entry

    @property
    def template(self) -> str:
        if self.entry.is_group:
            return "reports/pages/_group.html"
        return "reports/pages/_slot.html" if self.entry.question.condition else "reports/pages/_question.html"

    def render(self, form, context, template_pack=None, *, swap: bool = False, **kwargs):
        """The entry's HTML. `context` brings the report and the reader; `swap` marks it for a page that is open."""
        shared = {"report": context["report"], "user": context["user"], "swap": swap}
        if self.entry.is_group:
            return render_to_string(self.template, self.group_context(form, shared) | shared)
        return render_to_string(self.template, form.context_of(self.entry) | shared)

    def group_context(self, form: "SectionForm", shared: dict[str, Any]) -> dict[str, Any]:
        nested = shared | {"swap": False, "nested": True}
        steps = [
            {
                "step": step,
                "number": number,
                "fields": [
                    render_to_string("reports/pages/_question.html", form.context_of(part) | nested)
                    for part in step.entries
                ],
            }
            for number, step in enumerate(self.entry.steps, start=1)
        ]
        refused = form.refusals.get(self.entry.name, "")
        return {
            "entry": self.entry,
            "query": form.query,
            "language": form.language,
            "asked_in": form.asked_in,
            "comments": form.comments,
            "steps": steps,
            "removed": form.removed,
            "locked": form.locked or refused,
            "refused": "" if refused == form.locked else refused,
        }


class SectionForm(forms.Form):
    """The questions of a section that are asked now, to be answered in `language`.

    Nothing is required here: a draft is saved as far as it goes, and what is missing is told apart (content.missing).
    `removed` are the steps taken out of the group, which can be brought back; `plain` makes the fields work without
    script. What the `writer` may not write has no field and is shown to be read; `refusals` says why, by the entry's
    name, and `locked` why there is nothing on the page to write, "" where there is. `together` gives the attributes by
    which the script of a long text finds the document in which it is written together; `comments` counts what is said
    about each question, for who reads that (reports.review.threads.Counts). `changed` is what others changed since
    the reader was last here (reports.history.changes), by the entry's name. `proposals`: what is proposed.
    """

    use_required_attribute = False

    def __init__(
        self,
        section: SectionContent,
        language: str,
        *,
        languages: Sequence[str],
        writer: AnswerRights,
        removed=(),
        together: Callable[[QuestionEntry], dict[str, str]] = dict,
        proposals: AtQuestions | None = None,
        plain: bool = False,
        comments=None,
        data=None,
    ) -> None:
        self.section, self.language, self.languages = section, language, languages
        self.together, self.comments, self.proposals = together, comments, proposals
        self.writer, self.removed, self.plain = writer, removed, plain
        self.outcomes: dict[str, Any] = {}
        self.changed: dict[str, list[Any]] = {}
        verdicts = {entry.name: self.verdict(entry) for entry in self.standing()}
        self.refusals = {name: verdict.reason for name, verdict in verdicts.items() if not verdict}
        self.locked = next(iter(self.refusals.values())) if len(self.refusals) == len(verdicts) > 0 else ""
        answerable = list(self.answerable())
        values: dict[str, Any] = {}
        for entry in answerable:
            values |= initial(entry, language, plain)
        super().__init__(data=data, initial=values, auto_id="id-%s")
        for entry in answerable:
            self.add(entry)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*(EntryBlock(entry) for entry in section.entries))

    def add(self, entry: QuestionEntry) -> None:
        self.fields[entry.name] = BUILDERS[entry.question.kind](entry, self.language, self.plain)
        hidden = {"autocomplete": "off"}
        self.fields[entry.name + REVISION] = forms.IntegerField(
            required=False, min_value=0, widget=forms.HiddenInput(hidden | {"data-revision": ""})
        )
        if entry.question.kind == "rich_text":
            if not self.plain:
                self.fields[entry.name].widget.attrs |= self.together(entry)
            base = forms.Textarea(hidden | {"data-base": "", "hidden": True, "cols": False, "rows": False})
            self.fields[entry.name + BASE] = forms.CharField(required=False, strip=False, widget=base)
        if self.plain:
            self.fields[entry.name + SHOWN] = forms.CharField(required=False, widget=forms.HiddenInput(hidden))
        if entry.question.kind == "several":
            attributes = {"class": "form-control", "lang": self.language, "autocomplete": "off"}
            self.fields[entry.name + OTHER] = forms.CharField(required=False, widget=forms.TextInput(attributes))

    def verdict(self, entry: QuestionEntry) -> Verdict:
        return self.writer.may(entry, self.language if entry.per_language else "")

    def standing(self) -> Iterator[QuestionEntry]:
        """Every entry that stands on the page: those asked now, and the fields of each step."""
        for entry in self.section.entries:
            if entry.is_asked or entry.is_group:
                yield entry
            yield from entry.parts

    def answerable(self) -> Iterator[QuestionEntry]:
        """Every entry that has a field here."""
        return (entry for entry in self.standing() if not entry.is_group and entry.name not in self.refusals)

    def posted(self) -> list[QuestionEntry]:
        """The entries that came with this request, those that are refused too; a page that saves by itself sends only
        what changed."""
        return [entry for entry in self.standing() if not entry.is_group and entry.name + REVISION in self.data]

    @property
    def query(self) -> str:
        """What the addresses of this form's buttons say of it."""
        return f"write={self.language}" + ("&plain=1" if self.plain else "")

    @property
    def suggests(self) -> bool:
        """Whether there is an answer here for which the reader can only propose words."""
        if self.proposals is None:
            return False
        return any(self.proposals.is_suggested_only(one, self.refusals.get(one.name, "")) for one in self.standing())

    def may_set_original(self, entry: QuestionEntry) -> bool:
        return bool(entry.original and self.writer.may_set_original(entry))

    @property
    def asked_in(self) -> str:
        """The language of the questions: what the interface does not speak is asked in the language of the answers."""
        if self.language not in INTERFACE and self.language in self.section.section.title:
            return self.language
        return get_language() or "en"

    @property
    def is_asked_otherwise(self) -> bool:
        """Whether the questionnaire is not worded in the language that is written here."""
        return self.language not in self.section.section.title

    def context_of(self, entry: QuestionEntry) -> dict[str, Any]:
        """What the template of one question needs: its field, or the answer to be read where it is locked."""
        writing = self.language if entry.per_language else ""
        others = {code: answer for code, answer in entry.filled.items() if code != writing}
        refused = self.refusals.get(entry.name, "")
        shown = entry.answer_in(self.language) if refused else entry.answers.get(writing)
        if refused and shown is not None:
            others.pop(shown.language, None)
        hidden = [self[entry.name + end] for end in (REVISION, SHOWN, BASE) if entry.name + end in self.fields]
        return {
            "entry": entry,
            "query": self.query,
            "language": self.language,
            "asked_in": self.asked_in,
            "comments": self.comments,
            "locked": refused,
            "refused": "" if refused == self.locked else refused,
            "typed": self.data.get(entry.name, "") if refused and self.plain else "",
            "may_set_original": self.may_set_original(entry),
            "plain": self.plain,
            "field": self[entry.name] if entry.name in self.fields else None,
            "hidden": hidden,
            "other": self[entry.name + OTHER] if entry.name + OTHER in self.fields else None,
            "answer": shown,
            "beside": [(code, others[code]) for code in self.languages if code in others],
            "outcome": self.outcomes.get(entry.name),
            "changed": self.changed.get(entry.name, ()),
            "proposals": self.proposals.of(entry, refused) if self.proposals else None,
        }
