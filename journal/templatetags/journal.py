"""{% sentence entry %}: a line of the journal as a sentence in the reader's language."""

from django import template
from django.utils.translation import gettext as _

from journal.actions import SENTENCES
from journal.models import Entry

register = template.Library()


@register.simple_tag
def sentence(entry: Entry) -> str:
    values = {"actor": entry.actor_name or _("The system"), "target": entry.target_label}
    return str(SENTENCES[entry.action]) % values
