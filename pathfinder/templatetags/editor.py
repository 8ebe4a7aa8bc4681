"""The words of the text editor, handed to its script as JSON: {% editor_messages as messages %}."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.simple_tag(takes_context=True)
def editor_messages(context) -> dict[str, str]:
    """Key to message in the page’s language. The script fills in %(name)s; a counted message comes in both forms."""
    levels = (context.get("roadmap_items") or {}).get("levels")
    return messages() | (of_levels(levels) if levels else {})


def of_levels(levels: list[str]) -> dict[str, str]:
    """What is said otherwise of a roadmap whose levels have names of its own."""
    called = _("Of the roadmap: %(levels)s") % {"levels": ", ".join(levels)}
    return {
        "suggestions": called,
        "suggestions_one": ngettext("%(count)s entry found", "%(count)s entries found", 1),
        "suggestions_other": ngettext("%(count)s entry found", "%(count)s entries found", 2),
        "suggestions_none": _("Nothing found"),
        "tool_objective": called,
    }


def messages() -> dict[str, str]:
    return {
        "toolbar": _("Formatting"),
        "help": _("Alt+F10: tools. Escape, then Tab: leave the text."),
        "help_proposals": _("Alt+F10: tools. F2: proposed changes. Escape, then Tab: leave the text."),
        "unknown_document": _(
            "This text was written with a newer version of the editor. It is shown without its formatting and cannot be"
            " changed here. Reload the page; if this message stays, tell the administrators of the site."
        ),
        "too_deep": _("Lists, quotations and tables cannot stand deeper within each other."),
        "words_one": ngettext("%(count)s word", "%(count)s words", 1),
        "words_other": ngettext("%(count)s word", "%(count)s words", 2),
        "suggestions": _("Objectives of the roadmap"),
        "suggestions_one": ngettext("%(count)s objective found", "%(count)s objectives found", 1),
        "suggestions_other": ngettext("%(count)s objective found", "%(count)s objectives found", 2),
        "suggestions_none": _("No objective found"),
        "objective_unknown": _("The roadmap has no %(code)s."),
        "link_address": _("Address of the link"),
        "link_apply": _("Set link"),
        "link_remove": _("Remove link"),
        "link_cancel": _("Cancel"),
        "link_problem": _("Write a web address, for example www.example.org, or an e-mail address."),
        "key_control": _("Ctrl"),
        "key_shift": _("Shift"),
        **together(),
        **suggesting(),
        **proposed(),
        **{f"tool_{name}": label for name, label in tools().items()},
    }


def together() -> dict[str, str]:
    """What a text says that several write: how its saving stands (frontend/src/coedit/status.ts), and who is there."""
    return {
        "text_joining": _("Fetching the text"),
        "text_saved": _("Saved"),
        "text_saving": _("Saving"),
        "text_offline": _("The server cannot be reached. You can go on writing; it is tried again by itself."),
        "text_session": _("Your session has ended. Log in again to save; you can go on writing."),
        "text_other": _("Somebody else is logged in in this browser now. Nothing more is saved here."),
        "text_schema": _("The site has a new version. Reload the page to go on writing."),
        "text_refused": _("The server did not take what was written here."),
        "text_replaced": _("This text was replaced by another one."),
        "text_forbidden": _("You cannot write here any more."),
        "text_locked": _("This text can be read only."),
        "text_kept_one": ngettext(
            "%(count)s change is kept in this browser.", "%(count)s changes are kept in this browser.", 1
        ),
        "text_kept_other": ngettext(
            "%(count)s change is kept in this browser.", "%(count)s changes are kept in this browser.", 2
        ),
        "text_not_kept_one": ngettext(
            "%(count)s change is not saved: keep this page open.",
            "%(count)s changes are not saved: keep this page open.",
            1,
        ),
        "text_not_kept_other": ngettext(
            "%(count)s change is not saved: keep this page open.",
            "%(count)s changes are not saved: keep this page open.",
            2,
        ),
        "here_one": ngettext("%(count)s other person here:", "%(count)s other persons here:", 1),
        "here_other": ngettext("%(count)s other person here:", "%(count)s other persons here:", 2),
        "here_alone": _("Nobody else is here now."),
        "words_dropped": _("Words of yours that the merge dropped"),
        "words_moved": _("Words of yours that the merge put in another place"),
        "words_refused": _("Words of yours that could not be saved"),
        "words_insert": _("Insert again"),
        "words_move": _("Put in place"),
        "words_copy": _("Copy"),
        "words_dismiss": _("Dismiss"),
        "words_copied": _("Copied"),
        "words_marked": _("Marked: copy it with your keyboard or menu."),
    }


def suggesting() -> dict[str, str]:
    """What the editor of a proposal says (frontend/src/suggest)."""
    return {
        "suggest_out": _("Taken out:"),
        "suggest_nothing": _("You have proposed nothing here yet."),
        "suggest_saving": _("Saving your proposal"),
        "suggest_saved": _("Saved as a proposal"),
        "suggest_kept": _("Your proposal is kept in this browser."),
        "suggest_not_kept": _("Your proposal is not saved: keep this page open."),
        "suggest_forbidden": _("Nothing can be proposed here any more."),
        "suggest_no_answer": _("The server cannot be reached. Try again in a moment."),
    }


def proposed() -> dict[str, str]:
    """What the text says of the open proposals that it shows (frontend/src/suggest/beside.ts)."""
    return {
        "proposed_by": _("%(name)s proposes"),
        "proposed_out": _("%(name)s would take this out."),
        "proposed_in": _("%(name)s would put in:"),
        "proposed_instead": _("%(name)s would put in its place:"),
        "proposed_words_out": _("Take out “%(taken)s”."),
        "proposed_words_in": _("Put in “%(put)s”."),
        "proposed_words_instead": _("“%(put)s” in the place of “%(taken)s”."),
        "proposed_words_form": _("“%(taken)s”: the words stay; how they look, or where they link to, changes."),
        "proposed_number": _("Change %(number)s of %(count)s"),
        "proposed_previous": _("Previous"),
        "proposed_next": _("Next"),
        "proposed_take": _("Accept"),
        "proposed_refuse": _("Decline, or accept with changes"),
        "proposed_close": _("Close"),
        "proposed_gone": _("This change does not wait any more, or the words have become others."),
        "proposed_elsewhere_one": ngettext(
            "%(count)s change has no place in the text: it stands on the page of proposals alone.",
            "%(count)s changes have no place in the text: they stand on the page of proposals alone.",
            1,
        ),
        "proposed_elsewhere_other": ngettext(
            "%(count)s change has no place in the text: it stands on the page of proposals alone.",
            "%(count)s changes have no place in the text: they stand on the page of proposals alone.",
            2,
        ),
    }


def tools() -> dict[str, str]:
    """What each tool of the toolbar does, as frontend/src/editor/tools.ts names them."""
    return {
        "bold": _("Bold"),
        "italic": _("Italic"),
        "superscript": _("Superscript"),
        "heading1": _("Heading"),
        "heading2": _("Subheading"),
        "bulletList": _("Bulleted list"),
        "orderedList": _("Numbered list"),
        "quote": _("Quotation"),
        "outdent": _("One level up"),
        "indent": _("One level down"),
        "link": _("Link"),
        "footnote": _("Footnote"),
        "objective": _("Objective of the roadmap"),
        "table": _("Table"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "comment": _("Comment on this passage"),
        "rowAbove": _("Insert a row above"),
        "rowBelow": _("Insert a row below"),
        "deleteRow": _("Delete the row"),
        "columnBefore": _("Insert a column before"),
        "columnAfter": _("Insert a column after"),
        "deleteColumn": _("Delete the column"),
        "headerRow": _("Header row"),
        "deleteTable": _("Delete the table"),
    }
