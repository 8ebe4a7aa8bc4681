"""Every kind has its text, and every text belongs to a kind."""

import pytest
from django.conf import settings
from django.template.loader import get_template

from notices.kinds import Kind, register

# Read before the tests put their samples in the place of the product's kinds.
from notices.kinds import KINDS as PRODUCT  # isort: skip

REGISTERED = sorted(PRODUCT)
TEXTS = sorted(
    f"{path.parent.parent.name}.{path.stem}"
    for path in settings.BASE_DIR.glob("*/templates/*/notices/*.txt")
    if path.relative_to(settings.BASE_DIR).parts[0] != "tests"
)


@pytest.mark.parametrize("kind", REGISTERED)
def test_a_kind_has_its_text(kind):
    app, _dot, name = kind.partition(".")
    get_template(f"{app}/notices/{name}.txt")


def test_every_text_belongs_to_a_kind():
    assert TEXTS == REGISTERED


def test_a_text_is_not_escaped_as_if_it_were_a_page():
    bare = [
        path.name
        for path in settings.BASE_DIR.glob("*/templates/*/notices/*.txt")
        if "{% autoescape off %}" not in path.read_text(encoding="utf-8")
    ]
    assert bare == []


def test_a_kind_is_registered_once():
    with pytest.raises(ValueError, match=r"samples\.assigned is registered twice"):
        register({"samples.assigned": Kind("again")})
