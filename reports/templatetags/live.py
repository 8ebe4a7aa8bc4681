"""What the script of an open page says."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


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
