"""The database field: JSON such as {"en": "…", "fr": "…"}, read as a Text."""

import json
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from bilingual.forms import BilingualFormField
from bilingual.text import Text


class BilingualField(models.JSONField):
    """A text in several languages. Never null; an empty Text stands for nothing."""

    description = _("Text in several languages")
    empty_strings_allowed = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", Text)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection):
        loaded = super().from_db_value(value, expression, connection)
        return Text(loaded) if isinstance(loaded, dict) else Text()

    def to_python(self, value):
        if isinstance(value, Text):
            return value
        if isinstance(value, str):
            try:
                value = json.loads(value or "{}")
            except ValueError:
                raise ValidationError(_("This is not a text in several languages."), code="invalid") from None
        if value is None:
            return Text()
        if isinstance(value, Mapping) and all(isinstance(text, str) for text in value.values()):
            try:
                return Text(value)
            except ValueError as error:
                raise ValidationError(str(error), code="invalid") from error
        raise ValidationError(_("This is not a text in several languages."), code="invalid")

    def pre_save(self, model_instance, add):
        text = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, text)
        return text

    def get_prep_value(self, value):
        return super().get_prep_value(dict(value) if isinstance(value, Mapping) else value)

    def validate(self, value, model_instance):
        if not self.blank and not value:
            raise ValidationError(self.error_messages["blank"], code="blank")

    def value_to_string(self, obj):
        return json.dumps(dict(self.value_from_object(obj)), ensure_ascii=False)

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": BilingualFormField, **kwargs})
