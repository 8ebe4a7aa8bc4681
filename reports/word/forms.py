"""The forms of a part that goes out as a Word file and comes back."""

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bilingual.languages import LANGUAGES
from forum.models import Country, User
from reports.answers.affiliations import ONESELF, voices
from reports.models.proposals import NOTE_LIMIT
from reports.word.comparing import Comparison
from reports.word.sending import Choices


class TakeForm(forms.Form):
    """In which language a part is taken out."""

    language = forms.ChoiceField(label=_("Language of the texts"), widget=forms.RadioSelect)

    def __init__(self, *args, languages: list[str], **kwargs) -> None:
        super().__init__(*args, auto_id="take_%s", **kwargs)
        self.fields["language"].choices = [(code, LANGUAGES[code].name) for code in languages]


class ReturnForm(forms.Form):
    """A file that comes back. What is in it is for reports.word."""

    file = forms.FileField(
        label=_("Word file"),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".docx"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["data-limit"] = settings.UPLOAD_LIMIT


def choices_from(data: QueryDict, comparison: Comparison, user: User, country: Country) -> Choices:
    """What the preview's form sent. Names that the file does not have are passed over."""
    chosen = data.getlist("answer")
    voice = data.get("voice", "")
    return Choices(
        answers=[row.name for row in comparison.rows if row.name in chosen and row.can_be_sent],
        notes={
            row.name: data.get(f"note-{row.name}", "").replace("\r\n", "\n").strip()[:NOTE_LIMIT]
            for row in comparison.rows
        },
        outside={index: data.get(f"outside-{index}", "") for index, _outside, _entry in comparison.outside},
        comments=[talk.key for talk in comparison.talks if talk.key in data.getlist("comment")],
        voice=next((one for one in voices(user, country) if one.code == voice), ONESELF),
    )
