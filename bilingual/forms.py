"""The form field: one box a language, each marked with its language."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bilingual.languages import INTERFACE, LANGUAGES
from bilingual.text import Text


def every(first: list[str]) -> list[str]:
    """All languages, these first."""
    return list(dict.fromkeys([*first, *LANGUAGES]))


class BilingualWidget(forms.MultiWidget):
    """One text input a language; the language's own name stands before each box.

    The boxes are those of `languages` and of any other in which there is a text: nothing is lost that no box was for.
    """

    template_name = "bilingual/widget.html"
    use_fieldset = True

    def __init__(self, languages=None, attrs=None, *, multiline=False):
        self.shown = list(languages or INTERFACE)
        self.languages = every(self.shown)
        widget = forms.Textarea if multiline else forms.TextInput
        super().__init__(
            {
                code: widget(attrs={"lang": code, "dir": LANGUAGES[code].direction, "class": "form-control"})
                for code in self.languages
            },
            attrs,
        )

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        boxes = []
        for code, subwidget in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            subwidget["language"] = LANGUAGES[code].name
            if code in self.shown or subwidget["value"]:
                boxes.append(subwidget)
        context["widget"]["subwidgets"] = boxes
        return context

    def decompress(self, value):
        return [(value or {}).get(code, "") for code in self.languages]


class BilingualFormField(forms.MultiValueField):
    """Gives a Text. Required means: in at least one language, unless `every_language` asks for all."""

    default_error_messages = {
        "required": _("Write this in at least one language."),
        "incomplete": _("Write this in every language."),
    }

    def __init__(self, *, languages=None, every_language=False, multiline=False, max_length=1000, **kwargs):
        self.shown = list(languages or INTERFACE)
        self.languages = every(self.shown)
        self.every_language = every_language
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        fields = [forms.CharField(max_length=max_length, required=False) for _code in self.languages]
        kwargs.setdefault("widget", BilingualWidget(self.shown, multiline=multiline))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list):
        return Text(dict(zip(self.languages, data_list or [], strict=False)))

    def clean(self, value):
        text = super().clean(value) or Text()
        if self.required and self.every_language and text.missing(self.shown):
            raise forms.ValidationError(self.error_messages["incomplete"], code="incomplete")
        return text
