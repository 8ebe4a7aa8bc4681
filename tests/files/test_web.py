"""A page is read as the browser shows it. The pages are written in the manner of the programs that save them."""

import pytest

from files.archives import DEEPEST
from files.checks import Refused
from files.leaving import LeftOut
from files.web import read_page
from reports.importing.reading import run_pandoc


def shown(html: str) -> list[str]:
    """The text of each paragraph that pandoc gets to see, spaces collapsed."""
    return [" ".join(text.split()) for _part, text in read_page(html).paragraphs]


def left_out(html: str) -> list[tuple[str, str]]:
    return [(thing.what, thing.text) for thing in read_page(html).left_out]


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">Caché</p>',
        '<p style="DISPLAY : none ; color:red">Caché</p>',
        '<p style="display:none !important; display:block">Caché</p>',
        '<div style="visibility:hidden"><p>Caché</p></div>',
        "<p style='mso-hide:all'>Caché</p>",
        "<p hidden>Caché</p>",
        '<p hidden="until-found">Caché</p>',
        "<style>.c { display: none }</style><p class='b c'>Caché</p>",
        "<style><!-- span.Interne {mso-hide:all;} --></style><p><b><span class=Interne>Caché</span></b>",
        "<style>@media print, screen { #a > p { display: none } }</style><div id=a><p>Caché</p></div>",
        "<noscript>Caché</noscript>",
        "<template><p>Caché</p></template>",
        "<dialog>Caché</dialog>",
        "<video>Caché</video>",
        "<ul><li>un<li hidden>Caché</ul>",
        "<table><tr><td>un<td style='display:none'>Caché</table>",
        "<table><tr style='display:none'><td>Caché</table>",
        "<style media=screen>.c { display: none }</style><p class=c>Caché</p>",
        "<style>p { color: red</style><style>.c { display: none }</style><p class=c>Caché</p>",
        "<style>@supports (display: grid) { @layer a { .c { display: none } } }</style><p class=c>Caché</p>",
        "<style>.a { .c { display: none } }</style><div class=a><p class=c>Caché</p></div>",
        "<style>.a { color: red; & > .c { display: none } }</style><div class=a><p class=c>Caché</p></div>",
        "<div popover>Caché</div>",
        "<div style='visibility:hidden'>Caché<p style='visibility:visible'>un</p></div>",
        "<div style='display:none'><p style='display:block'>Caché</p></div>",
        "<p style='content-visibility:hidden'>Caché</p>",
        "<p style='opacity:0'>Caché</p>",
        "<p style='font-size:0pt'>Caché</p>",
        "<p style='text-indent:-9999px'>Caché</p>",
        "<p style='position:absolute; left:-1000em'>Caché</p>",
        "<style>@media not print { .c { display: none } }</style><p class=c>Caché</p>",
        "<style>@media screen and (min-width: 600px) { .c { display: none } }</style><p class=c>Caché</p>",
        "<style media='only screen and (max-width:100em)'>.c { display: none }</style><p class=c>Caché</p>",
    ],
)
def test_what_a_browser_hides_is_no_text_and_is_named(hidden):
    html = f"<p>Avant</p>{hidden}<p>Après</p>"
    assert [text for text in shown(html) if text != "un"] == ["Avant", "Après"]
    assert left_out(html) == [("hidden", "Caché")]


@pytest.mark.parametrize(
    "text",
    [
        '<p style="display:block">Montré</p>',
        "<style>.sr{position:absolute;width:1px;height:1px;clip:rect(0, 0, 0, 0)}</style><p class=sr>Montré</p>",
        "<p style='position:absolute;clip-path:inset(50%)'>Montré</p>",
        "<style>p { display: none } p.a { display: block }</style><p class=a>Montré</p>",
        "<style>@media print { p { display: none } }</style><p>Montré</p>",
        "<style>@media not screen { p { display: none } }</style><p>Montré</p>",
        "<style>@media (max-width: 600px) { p { display: none } }</style><p>Montré</p>",
        "<style>@media screen and (prefers-color-scheme: dark) { p { display: none } }</style><p>Montré</p>",
        "<details><p>Montré</p></details>",
        "<style>html { visibility: hidden } body { visibility: visible }</style><p>Montré</p>",
        "<style>@media screen and (max-width: 600px) { p { display: none } }</style><p>Montré</p>",
        "<style>p:bad( { display: none } </style><p>Montré</p>",
        "<p style='mso-hide:none'>Montré</p>",
        "<p aria-hidden=true>Montré</p>",
        "<p style='opacity:0.5; text-indent:-36pt; left:-9999px'>Montré</p>",
        "<p style='font-size:0'><span style='font-size:12pt'>Montré</span></p>",
        "<details><summary>Montré</summary></details>",
        "<dialog open>Montré</dialog>",
        "<style media=print>p { display: none }</style><p>Montré</p>",
        "<style>p { display: block }</style><p hidden>Montré</p>",
    ],
)
def test_what_a_browser_shows_is_text(text):
    assert shown(text) == ["Montré"]
    assert left_out(text) == []


@pytest.mark.parametrize(
    ("page", "texts", "hidden"),
    [
        ("<style>body { display: none }</style><h1>Caché</h1><p>aussi", [], "Caché aussi"),
        ("<html style='display:none'><body><p>Caché</p>", [], "Caché"),
        ("<body hidden>Caché<p>aussi", [], "Caché aussi"),
        ("<body style='visibility:hidden'>Caché<p style='visibility:visible'>Montré</p>", ["Montré"], "Caché"),
        ("<html style='visibility:hidden'><p>Caché<b style='visibility:visible'>Montré</b></p>", ["Montré"], "Caché"),
    ],
)
def test_a_page_that_is_hidden_whole(page, texts, hidden):
    assert (shown(page), left_out(page)) == (texts, [("hidden", hidden)])


def test_a_picture_without_an_address_is_named():
    tree = run_pandoc("html", read_page("<p>A <img alt=Affiche></p>").content)
    assert [each["t"] for each in tree["blocks"][0]["c"]] == ["Str", "Space", "Image"]


@pytest.mark.parametrize(
    "picture",
    [
        "<img hidden alt=Affiche>",
        "<img style='visibility:hidden' alt=Affiche>",
        "<span style='display:none'><img alt=Affiche></span>",
    ],
)
def test_a_picture_that_is_hidden_is_named(picture):
    html = f"<p>A{picture}</p>"
    assert (shown(html), left_out(html)) == (["A"], [("hidden_picture", "Affiche")])


NUMBERS = {
    "<ol><li value=7>a<li>b</ol>": ["7. a", "8. b"],
    "<ol><li>a<li value=7>b<li>c</ol>": ["1. a", "7. b", "8. c"],
    "<ol start=5 reversed><li>a<li>b</ol>": ["5. a", "4. b"],
    "<ol reversed><li>a<li>b<li value=9>c<li>d</ol>": ["4. a", "3. b", "9. c", "8. d"],
    "<ol start=-1><li>a<li>b<li>c</ol>": ["-1. a", "0. b", "1. c"],
    "<ol start='3 x'><li>a<li value=x>b</ol>": ["3. a", "4. b"],
    "<ol><li>a<ol><li value=3>b</ol><li value=9>c</ol>": ["1. a", "3. b", "9. c"],
    "<ul><li value=7>a</ul>": ["a"],
}


@pytest.mark.parametrize("page", NUMBERS)
def test_lists_count_as_the_page_does(page):
    tree = run_pandoc("html", read_page(page).content)
    assert list(numbered(tree["blocks"])) == NUMBERS[page]


def numbered(blocks):
    """The first paragraph of each item with the number that it has."""
    for block in blocks:
        if block["t"] == "Div":
            yield from numbered(block["c"][1])
        elif block["t"] in ("OrderedList", "BulletList"):
            first, items = (None, block["c"]) if block["t"] == "BulletList" else (block["c"][0][0], block["c"][1])
            for index, item in enumerate(items):
                own = "".join(numbered(item[:1]))
                yield own if first is None else f"{first + index}. {own}"
                yield from numbered(item[1:])
        else:
            yield "".join(each.get("c", " ") for each in block["c"])


def test_a_column_that_is_not_displayed_hides_no_cell():
    html = "<table><colgroup><col><col style='display:none'></colgroup><tr><td>un<td>deux</table>"
    assert (shown(html), left_out(html)) == (["un", "deux"], [])


def test_rules_that_would_be_tried_too_often_are_refused():
    rules = "".join(f".a{number} p {{ display: none }}" for number in range(1100))
    with pytest.raises(Refused, match="far more rules than a report needs"):
        read_page(f"<style>{rules}</style>" + "<p>x</p>" * 1000)


@pytest.mark.parametrize(
    ("control", "sign"),
    [
        ("<input type=checkbox checked> Oui", "☒ Oui"),
        ("<label><input type='CheckBox' checked=''>Oui</label>", "☒ Oui"),
        ("<input type=checkbox> Oui", "☐ Oui"),
        ("<input type=radio name=a checked>Oui", "☒ Oui"),
        ("<span role=checkbox aria-checked=true>Oui</span>", "☒ Oui"),
        ("<span role=radio aria-checked=false>Oui</span>", "☐ Oui"),
        ("<span role=checkbox aria-checked=true>☑</span> Oui", "☑ Oui"),
        ("<span style='font-family:Wingdings'>þ</span> Oui", "☑ Oui"),
        ("<span style='font-family:Wingdings'>ý</span> Oui", "☒ Oui"),
        ("<span style='font-family:Wingdings'>\uf0a8</span> Oui", "☐ Oui"),
        ("<span style='font:12.0pt \"Wingdings 2\"'>R</span> Oui", "☑ Oui"),
        ("<font face='Wingdings, serif'>x</font> Oui", "☒ Oui"),
        ("<style>.w{font-family:Wingdings}</style><b class=w><span lang=FR>ü</span></b> Oui", "✓ Oui"),
        ("<style>.k>i:before{content:'\\002611  '}</style><span class=k><i>Oui</i></span>", "☑ Oui"),
        ("<style>i:before{content:counter(a) '. '}</style><i>Oui</i>", "Oui"),
        ("<span style='font-family:\"Segoe UI Symbol\"'>☒</span> Oui", "☒ Oui"),
    ],
)
def test_every_kind_of_tick(control, sign):
    assert shown(f"<p>{control}</p>") == [sign]


@pytest.mark.parametrize(
    ("field", "text", "named"),
    [
        ("<select><option>Un<option selected>Deux</select>", "Deux", []),
        ("<select multiple><option selected>Un<option selected>Deux<option>Trois</select>", "Un, Deux", []),
        ("<select><option>Choisissez<option>Un</select>", "", [("drop_down", "Choisissez")]),
        ("<select><option value='' selected>Choisissez<option>Un</select>", "", [("drop_down", "Choisissez")]),
        ("<input value='écrit'>", "écrit", []),
        ("<input type=number value=12>", "12", []),
        ("<input placeholder='Écrivez ici'>", "", [("placeholder", "Écrivez ici")]),
        ("<input placeholder='Écrivez ici' value='écrit'>", "écrit", []),
        ("<input type=hidden value=jeton>", "", []),
        ("<input type=submit value=Envoyer>", "", []),
        ("<textarea placeholder=x>écrit</textarea>", "écrit", []),
        ("<textarea placeholder=x></textarea>", "", [("placeholder", "x")]),
        ("<button>Envoyer</button>", "", [("control", "Envoyer")]),
        ("<span class=MsoPlaceholderText>Cliquez ici</span>", "", [("placeholder", "Cliquez ici")]),
        ("<abbr title='Organisation'>OIT</abbr>", "OIT", [("alternative_text", "Organisation")]),
        ("<svg><text>dessin</text></svg>", "", [("drawn_text", "dessin")]),
        ("<iframe src='https://e.org/a'></iframe>", "", [("object", "https://e.org/a")]),
        ("<!-- À vérifier -->", "", [("comment", "À vérifier")]),
        ("<!--[if gte mso 9]><p>x</p><![endif]--><![if !vml]><!--StartFragment-->a<![endif]>", "a", []),
        ("a<del datetime=2023-04-12>b</del><ins>c</ins>", "ac", [("deleted", "b")]),
        ("<w:Sdt><o:p>a</o:p></w:Sdt>", "a", []),
    ],
)
def test_fields_and_what_is_none(field, text, named):
    html = f"<p>A {field}</p>"
    assert shown(html) == [f"A {text}".strip()]
    assert left_out(html) == named


def test_lines_of_a_field_are_lines():
    assert b"un<br>deux" in read_page("<textarea>un\ndeux</textarea>").content


CALLS = {
    "word": (
        '<p>Un<a style="mso-footnote-id:ftn1" href="#_ftn1" name="_ftnref1"><span><sup>[1]</sup></span></a> mot.',
        '<div style="mso-element:footnote-list"><hr><div style="mso-element:footnote" id=ftn1><p><a href="#_ftnref1"'
        ' name="_ftn1"><sup>[1]</sup></a> Note.</p><p>Suite.</p></div></div>',
    ),
    "libreoffice": (
        '<p>Un<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> mot.',
        '<div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Note.</p><p>Suite.</p></div>',
    ),
    "google": (
        '<p>Un<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> mot.',
        '<hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span>&nbsp;Note.</span></p><p>Suite.</p></div>',
    ),
    "hand": (
        '<p>Un[<a href="#n1" name="c1">1</a>] mot.',
        '<div id="n1"><p>[<a href="#c1">1</a>] Note.</p><p>Suite.</p></div>',
    ),
    "pandoc": (
        '<p>Un<a href="#fn1" id="fnref1" role="doc-noteref"><sup>1</sup></a> mot.',
        '<section role="doc-endnotes"><hr><ol><li id="fn1"><p>Note.</p><p>Suite.<a href="#fnref1" role="doc-backlink">'
        "↩︎</a></p></li></ol></section>",
    ),
}


@pytest.mark.parametrize("program", CALLS)
def test_a_note_is_a_note(program):
    call, note = CALLS[program]
    page = read_page(f"{call}<p>Fin.</p>{note}")
    assert [text.strip() for _part, text in page.paragraphs] == ["Un mot.", "Fin.", "Note.", "Suite."]
    assert b'<a href="#note-1" epub:type="noteref"></a> mot.' in page.content
    assert page.left_out == []


def test_links_that_lead_to_and_fro_are_no_notes():
    html = (
        '<p id=t><a href="#x" name=y>Un</a></p><h2 id=x><a href="#y">Deux</a></h2><p>trois<sup><a href="#n">1</a></sup>'
    )
    assert shown(html) == ["Un", "Deux", "trois1"]


COMMENTS = {
    "word": (
        '<p>mot<span class=MsoCommentReference><a class=msocomanchor id="_a" href="#_msocom_1">[AB1]</a></span>.</p>'
        '<div><hr class=msocomoff><div><div id="_com_1" class=msocomtxt><p><a href="#_msoanchor_1" name="_msocom_1">'
        "[AB1]</a>À vérifier</p></div></div></div>"
    ),
    "google": (
        '<p>mot<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>.</p><div style="border:1px solid black"><p><a'
        ' href="#cmnt_ref1" id="cmnt1">[a]</a>À</p><p>vérifier</p></div>'
    ),
    "libreoffice": "<p>mot<!-- À vérifier -->.</p>",
}


@pytest.mark.parametrize("program", COMMENTS)
def test_a_comment_is_no_text_and_is_named(program):
    assert shown(COMMENTS[program]) == ["mot."]
    assert left_out(COMMENTS[program]) == [("comment", "À vérifier")]


def test_lists_of_word_are_lists():
    html = (
        "<p class=MsoListParagraphCxSpFirst><span style='font-family:Symbol'>·<span style='font:7.0pt \"Times\"'>"
        "&nbsp;&nbsp;</span></span>un</p>"
        "<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt'><span>o<span>&nbsp; </span></span>dedans</p>"
        "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>3.<span>&nbsp;"
        "&nbsp;</span></span>trois</p>"
        "<p class=MsoListParagraph><span style='font-family:Wingdings'>þ<span>&nbsp;&nbsp;</span></span>coché</p>"
        "<p class=MsoListParagraph><span>1.1.A<span>&nbsp;&nbsp;</span></span>code</p>"
    )
    body = read_page(html).content.decode().partition("<body>")[2].partition("</body>")[0]
    bare = "".join(
        piece
        for piece in body.replace("<", "\0<").replace(">", ">\0").split("\0")
        if not piece.startswith(("<p", "</p", "<span", "</span", "<div", "</div"))
    )
    assert bare == (
        '<ul><li>un<ul><li>dedans</li></ul></li></ul><ol start="3"><li>trois</li></ol>☑\xa0\xa0coché1.1.A\xa0\xa0code'
    )


def test_lists_of_google_docs_that_stand_side_by_side_are_one():
    html = (
        "<ul class='lst-kix_a-0 start'><li>un</li></ul><ul class='lst-kix_a-1 start'><li>un un</li></ul>"
        "<ul class='lst-kix_a-0'><li>deux</li></ul><ul class='lst-kix_b-0'><li>autre</li></ul>"
    )
    body = read_page(html).content.decode().partition("<body>")[2].partition("</body>")[0]
    assert body == (
        '<ul class="lst-kix_a-0 start"><li>un<ul class="lst-kix_a-1 start"><li>un un</li></ul></li><li>deux</li></ul>'
        '<ul class="lst-kix_b-0"><li>autre</li></ul>'
    )


def test_a_page_that_is_the_name_of_a_file_is_its_text():
    assert shown("/etc/hostname") == ["/etc/hostname"]


def test_a_page_nested_beyond_reason_is_refused():
    with pytest.raises(Refused):
        read_page("<div>" * (DEEPEST + 10) + "x")


def test_a_mark_of_ours_in_a_page_is_none():
    page = read_page("<p hidden>x</p><p>a\ufdd00\ufdd1</p>")
    assert page.left_out == [LeftOut("hidden", "x")]
    assert page.content.decode().count("\ufdd0") == 1
