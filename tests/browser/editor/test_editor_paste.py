"""What comes from the clipboard: the structure is kept, and nothing else. ../clipboard has what programs put there."""

import json

import pytest

from richtext import build as b
from tests.browser.editor.page import CLIPBOARD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.browser.editor.page")]

WORD = b.doc(
    b.heading(1, "1.2 Former les acteurs"),
    b.paragraph(
        "La France a ",
        b.text("mené", b.bold),
        " une ",
        b.text("enquête", b.italic),
        b.footnote("Insee, ", b.text("Enquête emploi", b.italic), ", 2022.", b.hard_break(), "Données provisoires."),
        " le 1",
        b.text("er", b.superscript),
        " mars\u00a0: voir le ",
        b.text("site de l’OIT", b.link("https://www.ilo.org/fr")),
        " et la partie 1.",
    ),
    b.heading(2, "Les mesures"),
    b.bullet_list(
        b.item("Un guide", b.bullet_list(b.item("pour les inspecteurs", b.bullet_list("en ligne")))), "Une campagne"
    ),
    b.paragraph("Ensuite\u00a0:"),
    b.ordered_list(b.item("Troisième", b.ordered_list("petit a")), "Quatrième", start=3),
    b.table(
        [
            [b.cell("Région", header=True, colspan=2), b.cell("Contrôles", header=True)],
            [b.cell("Nord", rowspan=2), b.cell(b.bullet_list("Lille")), "12"],
            ["Arras", b.cell()],
        ]
    ),
    b.paragraph("Mot commenté et ajouté."),
)
WORD_ONLINE = b.doc(
    b.heading(1, "Prévention"),
    b.paragraph("Un ", b.text("plan", b.bold), b.text(" national", b.italic), b.text("bis", b.superscript)),
    b.bullet_list(b.item("Écoles", b.bullet_list("Collèges")), "Familles"),
    b.heading(2, "Étapes"),
    b.ordered_list("Deux", "Trois", start=2),
    b.table([["A", "B"]], header=False),
)
GOOGLE_DOCS = b.doc(
    b.heading(1, "Résultats"),
    b.paragraph(
        "Texte ",
        b.text("fort", b.bold, b.italic),
        " et m",
        b.text("2", b.superscript),
        " ou H",
        b.text("2", b.subscript),
        "O, ",
        b.text("écrire", b.link("mailto:contact@example.org")),
    ),
    b.bullet_list(b.item("Un", b.bullet_list("Un un")), "Deux"),
    b.ordered_list("Cinq", start=5),
    b.table(
        [
            [b.cell(b.paragraph(b.text(name, b.bold))) for name in ("Ville", "Nombre")],
            [b.cell("Lyon", colspan=2)],
        ]
    ),
)
LIBREOFFICE = b.doc(
    b.heading(1, "Axe 2"),
    b.heading(2, "Volet 2.1"),
    b.paragraph(
        "Un texte ",
        b.text("gras", b.bold),
        " et une note",
        b.footnote(
            "Première ", b.text("note", b.italic), ", voir ", b.text("l’Insee", b.link("https://www.insee.fr/")), "."
        ),
        ", puis une autre",
        b.footnote("Seconde note."),
        ".",
    ),
    b.ordered_list(b.item("Deux", b.bullet_list("dedans")), "Trois", start=2),
    b.paragraph("Souligné", b.hard_break(), "seconde ligne"),
)
WEB = b.doc(
    b.heading(1, "Travail des enfants"),
    b.paragraph(
        "Du texte nu, puis un piège, ",
        b.text("un lien", b.link("https://www.ilo.org/ipec")),
        b.footnote("OIT, ", b.text("Rapport mondial", b.italic), "."),
        " et du code.",
    ),
    b.heading(2, "Détail"),
    b.paragraph("Une ligne"),
    b.paragraph("un autre paragraphe pas gras"),
    b.blockquote(b.paragraph(b.text("Titre cité", b.bold)), "Citation", "a", "b"),
    b.paragraph("Cadre sans tableau"),
    b.paragraph("Légende"),
    b.table([["Pays", "Part"], ["France", b.cell("1", "2")]]),
)

BEGINNING = (
    b.text("Objectif 1\N{NO-BREAK SPACE}: ", b.bold),
    "former les agents (",
    b.objective("1.2.C"),
    "). La loi ",
    b.text("est", b.italic),
    " adoptée",
)
WORD_REPORT = b.doc(
    b.paragraph(
        *BEGINNING,
        b.footnote("Loi ", b.text("du", b.italic), " 8 mars 2022, objectif ", b.objective("1.1"), "."),
        ", et le décret suivra",
        b.footnote("Prévu en 2023."),
        ". Voir",
        b.text(" le rapport", b.link("https://example.org/")),
        " publié en ",
        b.text("mai", b.bold),
        " ",
        b.text("2022", b.bold),
        ". Visible.",
    ),
    b.paragraph("Mot commenté."),
)
LIBREOFFICE_REPORT = b.doc(
    b.paragraph(
        *BEGINNING,
        b.footnote("Loi ", b.text("du", b.italic), " 8 mars 2022.", b.hard_break(), "Seconde ligne."),
        ", puis",
        b.footnote("Au Journal officiel."),
        " publiée.",
    ),
    b.paragraph("Voir", b.text(" le rapport", b.link("https://example.org/")), "."),
)
GOOGLE_DOCS_REPORT = b.doc(
    b.paragraph(
        b.text("Objectif 1 : ", b.bold),
        *BEGINNING[1:3],
        "). La loi",
        b.text(" est ", b.italic),
        "adoptée",
        b.footnote("Loi ", b.text("du", b.bold), " 8 mars 2022.", b.hard_break(), "Seconde ligne."),
        ", puis commentée. Voir",
        b.text(" le rapport", b.link("https://example.org/")),
        ".",
    ),
)
WORD_ONLINE_REPORT = b.doc(
    b.paragraph(
        b.text("Objectif 1 : ", b.bold),
        *BEGINNING[1:],
        b.footnote("Loi du 8 mars 2022."),
        ". Voir ",
        b.text("le rapport", b.link("https://example.org/")),
    ),
)


@pytest.mark.parametrize(
    ("source", "document"),
    [
        ("word-report", WORD_REPORT),
        ("libreoffice-report", LIBREOFFICE_REPORT),
        ("google-docs-report", GOOGLE_DOCS_REPORT),
        ("word-online-report", WORD_ONLINE_REPORT),
        ("word", WORD),
        ("word-online", WORD_ONLINE),
        ("google-docs", GOOGLE_DOCS),
        ("libreoffice", LIBREOFFICE),
        ("web", WEB),
    ],
)
def test_the_structure_is_kept_and_nothing_else(write, source, document):
    writer = write().at_start().paste((CLIPBOARD / f"{source}.html").read_text())
    assert writer.document == document
    assert writer.page.title() == "An answer"


PIECES = {
    # one paragraph goes into the line, several split it
    "<p>un <b>mot</b></p>": [b.paragraph("abun ", b.text("mot", b.bold), "cd")],
    "<p>un</p><p>deux</p>": [b.paragraph("abun"), b.paragraph("deuxcd")],
    "<span>nu</span>": [b.paragraph("abnucd")],
    # headings are levelled among themselves
    "<p>x</p><h5>Cinq</h5><h6>Six</h6><p>y</p>": [
        b.paragraph("abx"),
        b.heading(1, "Cinq"),
        b.heading(2, "Six"),
        b.paragraph("ycd"),
    ],
    # addresses that may not be stored
    '<p><a href="data:text/html,x">un</a> <a href="/ici">deux</a> <a href="https://a.example/">trois</a></p>': [
        b.paragraph("abun deux ", b.text("trois", b.link("https://a.example/")), "cd")
    ],
    # what only looks like a note: a table of contents, and the number of a note that was not copied
    '<p id="t"><a href="#x">un</a></p><h2 id="x"><a href="#t">deux</a></h2><p>trois<sup><a href="#n">1</a></sup></p>': [
        b.paragraph("abun"),
        b.heading(1, "deux"),
        b.paragraph("trois", b.text("1", b.superscript), "cd"),
    ],
    # a space where the style changes is one space, on whichever side it stands
    "<p><b> un </b> deux<i> trois</i><br> <b> quatre </b></p>": [
        b.paragraph(
            "ab",
            b.text("un ", b.bold),
            "deux",
            b.text(" trois", b.italic),
            b.hard_break(),
            b.text("quatre", b.bold),
            "cd",
        )
    ],
    "<p>un\x0b\x02</p>": [b.paragraph("abuncd")],
    "<p>1 &lt; 2 &amp; style=\"x\" onclick='y'</p>": [b.paragraph("ab1 < 2 & style=\"x\" onclick='y'cd")],
}


@pytest.mark.long
def test_pieces_go_into_the_text_around_them(write):
    writer = write()
    pasted = {}
    for html in PIECES:
        writer.start_over(b.doc(b.paragraph("abcd"))).press("ArrowRight", "ArrowRight").paste(html)
        pasted[html] = writer.document
    assert pasted == {html: b.doc(*blocks) for html, blocks in PIECES.items()}


@pytest.mark.long
def test_lists_of_any_depth_are_brought_to_what_the_server_takes(write):
    html = "".join(f"<ul><li>{number}" for number in range(9)) + "</li></ul>" * 9
    word = "".join(
        f"<p style='mso-list:l0 level{level} lfo1'><span style='mso-list:Ignore'>·</span>{level}</p>"
        for level in range(1, 10)
    )
    writer = write()
    for source in (html, word):
        document = writer.start_over(b.doc()).paste(source).document
        assert json.dumps(document).count("bulletList") == 5


@pytest.mark.long
def test_plain_text_becomes_paragraphs_and_is_not_read_as_anything_else(write):
    writer = write().at_start().paste(text="# un\r\n\r\n- <b>deux</b>\x07\vtrois")
    assert writer.document == b.doc(b.paragraph("# un"), b.paragraph("- <b>deux</b>"), b.paragraph("trois"))


def test_what_is_copied_here_comes_back_whole(write):
    blocks = [
        b.heading(2, "Volet"),
        b.paragraph("a", b.objective("1.2.C"), b.footnote("note ", b.objective("1.1")), b.text("gras", b.bold)),
        b.bullet_list(b.item("un", b.ordered_list("deux", start=4))),
        b.table([["A", "B"], [b.cell("large", colspan=2)]]),
        b.paragraph("fin"),
    ]
    writer = write(b.doc(*blocks)).at_start()
    copied = """() => {
        const clipboardData = new DataTransfer();
        const copy = new ClipboardEvent("copy", {clipboardData, bubbles: true, cancelable: true});
        document.querySelector(".ProseMirror").dispatchEvent(copy);
        return clipboardData.getData("text/html");
    }"""
    html = writer.press("Control+a").page.evaluate(copied)
    assert writer.start_over(b.doc()).press("Control+a").paste(html).document == b.doc(*blocks)


@pytest.mark.long
def test_codes_of_the_roadmap_become_references_however_they_are_pasted(write):
    reference = [b.objective("1.2.C")]
    line = b.doc(b.paragraph("Voir (", *reference, "), article L. 1.2.X, objectif ", b.objective("1.1"), "."))
    html = "<p>Voir (1.2.C), article L. 1.2.X, <b></b>objectif 1.1.</p>"
    text = "Voir (1.2.C), article L. 1.2.X, objectif 1.1."
    writer = write()
    assert writer.at_start().paste(html).document == line
    assert writer.start_over(b.doc()).paste(text=text).document == line
