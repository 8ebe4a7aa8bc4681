"""Undefined names in our own templates fail. Django's and crispy's templates, written for leniency, keep theirs.

What may be missing in our templates:
  {{ name|default:"…" }}       any name or key: the template says what then
  {% if name %}, {% for %}     a key of a dictionary, an attribute of None, and in a partial (_name.html, components/)
                               a name that the includer did not give
Everything else is taken for a typing error: an undefined name or a missing attribute, also in {% if %} and {% for %}.
"""

from collections.abc import Mapping
from copy import copy
from pathlib import Path

from django.conf import settings
from django.template import base
from django.template.base import UNKNOWN_SOURCE, FilterExpression, Origin, VariableDoesNotExist
from django.template.context import BaseContext
from django.template.defaultfilters import default, default_if_none

from tests.strict import refuse

STATED_DEFAULTS = (default, default_if_none)


def install() -> None:
    """Call before the first template is compiled."""
    base.FilterExpression = StrictFilterExpression
    for engine in settings.TEMPLATES:
        engine["OPTIONS"]["string_if_invalid"] = Undefined()


class StrictFilterExpression(FilterExpression):
    def __init__(self, token: str, parser: base.Parser) -> None:
        super().__init__(token, parser)
        self.origin = parser.origin
        self.strict = is_ours(parser.origin)

    def resolve(self, context, ignore_failures=False):
        if not self.strict:
            return super().resolve(context, ignore_failures)
        value = self.var
        if self.is_var:
            try:
                value = self.var.resolve(context)
            except VariableDoesNotExist as missing:
                if not self.may_miss(*missing.params, ignore_failures):
                    refuse(f"{self.origin}: {{{{ {self.token} }}}}: no “{missing.params[0]}”")
                value = None if ignore_failures else ""
        if not self.filters:
            return value
        constant = copy(self)
        constant.var, constant.is_var = value, False
        try:
            return FilterExpression.resolve(constant, context)
        except VariableDoesNotExist as missing:
            return refuse(f"{self.origin}: {{{{ {self.token} }}}}: no “{missing.params[0]}” for the filter")

    def may_miss(self, name: str, holder: object, ignore_failures: bool) -> bool:
        if self.filters and self.filters[0][0] in STATED_DEFAULTS:
            return isinstance(holder, BaseContext | Mapping | None)
        if not ignore_failures:
            return False
        if isinstance(holder, BaseContext):
            return is_partial(self.origin)
        return isinstance(holder, Mapping | None)


class Undefined(str):
    """Stands for "" everywhere, but {% blocktranslate %} asks it for `"%s" in it` and then for `it % name`."""

    __slots__ = ()

    def __contains__(self, text: str) -> bool:
        return text == "%s"

    def __mod__(self, name: str) -> str:
        return refuse(f"{{% blocktranslate %}}: no “{name}”")


def is_ours(origin: Origin) -> bool:
    path = Path(origin.name)
    return origin.name == UNKNOWN_SOURCE or (
        path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts
    )


def is_partial(origin: Origin) -> bool:
    path = Path(origin.name)
    return path.name.startswith("_") or "components" in path.parts
