from django import forms
from django.utils.translation import gettext_lazy as _

from reports.models.correspondence import LONGEST_MESSAGE

WRITING = {"class": "form-control", "rows": 6}


class MessageForm(forms.Form):
    body = forms.CharField(label=_("Message"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(WRITING))
    is_question = forms.BooleanField(label=_("An answer is needed"), required=False)


class NoteForm(forms.Form):
    body = forms.CharField(label=_("Note"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(WRITING))
