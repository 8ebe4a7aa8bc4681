"""An OpenDocument text is read as LibreOffice shows it."""

import pytest

from files.checks import Refused
from files.packages import opened
from tests.files.opendocuments import STYLES, opendocument


def shown(body: str) -> list[str]:
    """The text of each paragraph that pandoc gets to see, spaces collapsed."""
    return [" ".join(text.split()) for part, text in opened(opendocument(body), "odt").paragraphs if part == "text"]


def left_out(body: str) -> list[tuple[str, str]]:
    things = opened(opendocument(body), "odt").left_out
    return [(thing.what, thing.text) for thing in things if thing.what != "heading"]


def item(*blocks: str) -> str:
    return f"<text:list-item>{''.join(blocks)}</text:list-item>"


def listed(style: str, *items: str, more: str = "") -> str:
    name = f'text:style-name="{style}"' if style else ""
    return f"<text:list {name} {more}>{''.join(items)}</text:list>"


CONTROL = "<loext:content-control {}>{}</loext:content-control>"
MARK = '<field:fieldmark field:type="vnd.oasis.opendocument.field.{}">{}</field:fieldmark>'
PARAM = '<field:param field:name="{}" field:value="{}"/>'
ITEMS = '<text:drop-down><text:label text:value="Un"/><text:label text:value="Deux" {}/>{}</text:drop-down>'


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


HIDDEN = {
    '<text:p>A <text:span text:style-name="Secret">caché</text:span></text:p>': ["A"],
    '<text:p>A <text:span text:style-name="Below"><text:a>ca</text:a>ché</text:span></text:p>': ["A"],
    '<text:p>A</text:p><text:p text:style-name="Closed">caché</text:p>': ["A"],
    '<text:p text:style-name="Closed">caché<text:span text:style-name="Open">A</text:span></text:p>': ["A"],
    '<text:p>A</text:p><text:p><text:hidden-paragraph text:is-hidden="true"/>caché</text:p>': ["A"],
    '<text:p>A <text:hidden-text text:is-hidden="true" text:string-value="caché"/></text:p>': ["A"],
    '<text:p>A</text:p><text:section text:display="none"><text:p>caché</text:p></text:section>': ["A"],
    '<text:section text:display="condition" text:is-hidden="true"><text:p>caché</text:p></text:section>'
    "<text:p>A</text:p>": ["A"],
    '<text:p>A<draw:frame draw:display="none"><draw:text-box><text:p>caché</text:p></draw:text-box></draw:frame>'
    "</text:p>": ["A"],
    '<text:p><text:ruby><text:ruby-base>A</text:ruby-base><text:ruby-text text:style-name="Secret">caché'
    "</text:ruby-text></text:ruby></text:p>": ["A"],
    '<text:p>A<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>B'
    '<text:span text:style-name="Secret">caché</text:span></text:p></text:note-body></text:note></text:p>': ["A", "B"],
}  # fmt: skip


@pytest.mark.parametrize("body", HIDDEN)
def test_what_is_hidden_is_no_text_and_is_named(body):
    assert shown(body) == HIDDEN[body]
    assert left_out(body) == [("hidden", "caché")]


def test_what_is_not_hidden_is_text():
    body = (
        '<text:section text:display="condition" text:is-hidden="false"><text:p>un</text:p></text:section>'
        '<text:p><text:hidden-paragraph text:is-hidden="false"/>deux</text:p>'
        '<text:p><text:hidden-text text:is-hidden="false" text:string-value="trois">trois</text:hidden-text></text:p>'
    )
    assert shown(body) == ["un", "deux", "trois"]
    assert left_out(body) == []


FIELDS = {
    "<text:placeholder>&lt;Cliquez&gt;</text:placeholder>": ("", ("placeholder", "<Cliquez>")),
    CONTROL.format('loext:showing-place-holder="true"', "Cliquez"): ("", ("placeholder", "Cliquez")),
    CONTROL.format("", "Anne"): ("Anne", None),
    CONTROL.format('loext:checkbox="true" loext:showing-place-holder="true"', "☒"): ("☒", None),
    "<text:text-input>Choisissez un élément.</text:text-input>": ("", ("placeholder", "Choisissez un élément.")),
    '<text:text-input text:description="Nom">Nom</text:text-input>': ("", ("placeholder", "Nom")),
    '<text:text-input text:description="Nom">Anne</text:text-input>': ("Anne", None),
    ITEMS.format('text:current-selected="true"', "Deux"): ("Deux", None),
    ITEMS.format("", "Un"): ("", ("drop_down", "Un")),
    '<text:date text:date-value="2023-05-01">1er mai</text:date>': ("1er mai", None),
    "<text:user-field-get>12</text:user-field-get><text:variable-get>13</text:variable-get>": ("1213", None),
    '<text:variable-set text:display="none">12</text:variable-set>': ("", None),
    "<text:ruby><text:ruby-base>un</text:ruby-base><text:ruby-text>deux</text:ruby-text></text:ruby>": (
        "un (deux)",
        None,
    ),
    "<text:meta-field><text:span>un</text:span></text:meta-field><text:unknown>[Insee]</text:unknown>": (
        "un[Insee]",
        None,
    ),
    "<office:annotation><dc:creator>Anne</dc:creator><text:p>vérifier</text:p></office:annotation>": (
        "",
        ("comment", "Anne: vérifier"),
    ),
    MARK.format("FORMCHECKBOX", PARAM.format("Checkbox_Checked", "true")) + "Oui": ("☒ Oui", None),
    MARK.format("FORMCHECKBOX", "") + "Oui": ("☐ Oui", None),
    MARK.format(
        "FORMDROPDOWN",
        PARAM.format("Dropdown_ListEntry", "Un")
        + PARAM.format("Dropdown_ListEntry", "Deux")
        + PARAM.format("Dropdown_Selected", "1"),
    ): ("Deux", None),
    MARK.format("FORMDROPDOWN", PARAM.format("Dropdown_ListEntry", "Un")): ("", ("drop_down", "Un")),
    "<field:fieldmark-start/>écrit<field:fieldmark-end/>": ("écrit", None),
    '<text:span text:style-name="Signs">þ</text:span>Oui<text:span text:style-name="Signs">&#xF0A8;</text:span>Non': (
        "☑Oui☐Non",
        None,
    ),
}


@pytest.mark.parametrize("field", FIELDS)
def test_fields_are_the_text_that_they_show(field):
    text, named = FIELDS[field]
    assert shown(p(f"A {field}")) == [f"A {text}".strip()]
    assert left_out(p(f"A {field}")) == ([named] if named else [])


def test_controls_say_what_was_ticked_chosen_and_written():
    forms = """<office:forms><form:form>
        <form:checkbox form:id="a" form:label="Oui" form:current-state="checked"/>
        <form:checkbox xml:id="b" form:id="b" form:label="Non" form:state="unchecked"/>
        <form:radio form:id="c" form:label="Peut-être" form:current-selected="true"/>
        <form:listbox form:id="d"><form:option form:label="Un"/><form:option form:label="Deux"
         form:current-selected="true"/></form:listbox>
        <form:textarea form:id="e"><text:p>écrit</text:p><text:p>à la main</text:p></form:textarea>
        <form:text form:id="f" form:current-value="12"/><form:button form:id="g" form:label="Envoyer"/>
    </form:form></office:forms>"""
    lines = "".join(p(f'<draw:control draw:control="{name}"/>') for name in "abcdefg")
    assert shown(forms + lines) == ["☒ Oui", "☐ Non", "☒ Peut-être", "Deux", "écrit à la main", "12"]
    assert left_out(forms + lines) == [("control", "Envoyer")]


def test_a_deletion_is_named_where_it_was():
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>A'
        "</dc:creator></office:change-info><text:p>supprimé</text:p></text:deletion></text:changed-region>"
        '</text:tracked-changes><text:p>A<text:change text:change-id="c1"/>B</text:p>'
    )
    assert shown(body) == ["AB"]
    assert left_out(body) == [("deleted", "supprimé")]


def test_boxes_stand_behind_their_paragraph():
    body = (
        "<text:p>A<draw:frame><draw:text-box><text:p>B</text:p><text:p>C</text:p></draw:text-box><svg:desc>boîte</svg:desc>"
        "</draw:frame>D<draw:g><draw:custom-shape><text:p>E</text:p></draw:custom-shape></draw:g></text:p><text:p>F</text:p>"
    )
    assert shown(body) == ["AD", "B", "C", "E", "F"]
    assert left_out(body) == [("alternative_text", "boîte")]


def test_what_is_drawn_or_embedded_is_named():
    body = p("A<draw:frame><draw:object/><svg:title>Budget</svg:title></draw:frame>")
    assert left_out(body) == [("object", "Budget")]


def test_headings_bear_the_number_that_the_outline_makes():
    body = "".join(
        f'<text:h text:outline-level="{level}" {more}>{text}</text:h>'
        for level, text, more in [
            (1, "Titre", ""),
            (2, "Un", ""),
            (3, "Un un", ""),
            (3, "Un deux", ""),
            (2, "Deux", ""),
            (3, "Deux un", ""),
            (2, "Sans", 'text:is-list-header="true"'),
            (2, "Aucun", 'text:style-name="Plain"'),
        ]
    )
    assert shown(body) == ["Titre", "1. Un", "1.1 Un un", "1.2 Un deux", "2. Deux", "2.1 Deux un", "Sans", "Aucun"]


def test_headings_in_a_list_are_headings_with_its_number():
    heading = '<text:h text:outline-level="2">{}</text:h>'
    body = listed("Codes", item(listed("", item(heading.format("Un"), listed("", item(heading.format("Petit")))))))
    package = opened(opendocument(body), "odt")
    assert [text for _part, text in package.paragraphs] == ["1.1 Un", "1.1.A Petit"]


def test_numbers_of_several_levels_are_text():
    body = (
        listed(
            "Codes", item(p("Axe"), listed("", item(p("Volet"), listed("", item(p("Objectif")))))), more='xml:id="l1"'
        )
        + p("Entre")
        + listed("Codes", item(listed("", item(listed("", item(p("Suite")))))), more='text:continue-list="l1"')
    )
    assert shown(body) == ["1 Axe", "1.1 Volet", "1.1.A Objectif", "Entre", "1.1.B Suite"]


def test_a_bullet_that_is_a_tick_says_so():
    assert shown(listed("Ticked", item(p("Oui"))) + listed("Round", item(p("Non")))) == ["☑ Oui", "Non"]


def test_headings_and_tables_in_cells_stay():
    cell = "<table:table-cell>{}</table:table-cell>"
    table = "<table:table><table:table-column/><table:table-row>{}</table:table-row></table:table>"
    inner = table.format(cell.format(p("dedans")))
    body = table.format(cell.format(f'<text:h text:outline-level="1">Tête</text:h>{p("mot")}{inner}'))
    assert shown(body) == ["Tête", "mot", "dedans"]
    assert opened(opendocument(body), "odt").left_out[0].what == "heading"


RUNNING = """<office:master-styles><style:master-page style:name="S">
<style:header><text:p>Tête<text:span text:style-name="Secret">caché</text:span></text:p></style:header>
<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>
<style:header-first style:display="false"><text:p>absente</text:p></style:header-first>
</style:master-page></office:master-styles>"""


def test_heads_and_feet_are_read_as_they_are_shown():
    package = opened(opendocument("", STYLES + RUNNING), "odt")
    assert package.paragraphs == [("header", "Tête"), ("header", "Page ")]
    assert [(one.what, one.text) for one in package.left_out] == [("hidden", "caché")]


NOT_SHOWN = {
    "note": '<text:span text:style-name="Secret"><text:note text:note-class="footnote"><text:note-citation>1'
    "</text:note-citation><text:note-body><text:p>caché</text:p></text:note-body></text:note></text:span>",
    "link": '<text:a text:style-name="Secret">caché</text:a>',
}


@pytest.mark.parametrize("situation", NOT_SHOWN)
def test_notes_and_links_are_hidden_by_their_style(situation):
    assert (shown(p(NOT_SHOWN[situation])), left_out(p(NOT_SHOWN[situation]))) == ([], [("hidden", "caché")])


def test_the_default_style_hides():
    default = '<style:default-style style:family="paragraph"><style:text-properties text:display="none"/>'
    styles = STYLES.replace("</office:styles>", f"{default}</style:default-style></office:styles>")
    assert opened(opendocument(p("caché"), styles), "odt").paragraphs == []


@pytest.mark.parametrize("around", ["Secret", "Secret2"])
def test_a_picture_that_is_hidden_is_named(around):
    frame = "<draw:frame><draw:image/><svg:title>Affiche</svg:title></draw:frame>"
    body = f'<text:p>A<text:span text:style-name="{around}">{frame}</text:span></text:p>'
    kind = "hidden_picture" if around == "Secret" else "picture"
    assert (shown(body), left_out(body)) == (["A"], [(kind, "Affiche")])


def test_a_file_whose_styles_are_damaged_is_refused_for_nobody_knows_what_it_hides():
    with pytest.raises(Refused, match="The file is damaged"):
        opened(opendocument(p("A"), styles="<oops"), "odt")


def test_a_picture_is_named_with_all_its_alternative_text():
    body = p("A<draw:frame><draw:image/><svg:title>Affiche</svg:title><svg:desc>Un enfant</svg:desc></draw:frame>")
    assert (shown(body), left_out(body)) == (["A"], [("picture", "Affiche; Un enfant")])


def test_a_content_control_invites_with_the_first_item_of_its_list():
    control = (
        '<loext:content-control loext:dropdown="true"><loext:list-item loext:display-text="Choisir" loext:value=""/>'
        '<loext:list-item loext:display-text="Oui" loext:value="1"/>{}</loext:content-control>'
    )
    assert left_out(p(control.format("Choisir"))) == [("placeholder", "Choisir")]
    assert shown(p(control.format("Oui"))) == ["Oui"]
