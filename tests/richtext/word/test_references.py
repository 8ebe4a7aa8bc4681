"""References whose words a program has cut into runs."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from richtext.build import bold, doc, objective, paragraph, text
from richtext.names import Named
from richtext.word.reading import Reader
from tests.richtext.word.trip import reader, written

TITLE = "Former les acteurs"
KNOWN = Named({TITLE: 1, "1.2.C": 1})


def cut(content: bytes, said: str, *pieces: str) -> bytes:
    """The file with the run that says this cut into runs of the same look."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(made, "w") as target:
        for entry in source.infolist():
            data = source.read(entry).decode()
            start, end = data.rfind("<w:r>", 0, data.find(f">{said}<")), data.find("</w:r>", data.find(f">{said}<"))
            if entry.filename == "word/document.xml":
                run = data[start:end]
                runs = "</w:r><w:proofErr/>".join(run.replace(said, piece) for piece in pieces)
                data = data[:start] + runs + data[end:]
            target.writestr(entry, data)
    return made.getvalue()


@pytest.mark.parametrize("pieces", [(TITLE,), ("Former ", "les", " acteurs")])
def test_a_title_in_pieces_is_one_reference(pieces):
    before = doc(paragraph("voir ", objective(TITLE, bold), objective("1.2.C"), text(".")))
    read, body = reader(cut(written(before, known=KNOWN), TITLE, *pieces))
    assert Reader(read.parts, names=KNOWN).document(body) == before


def test_a_reference_whose_words_became_others_is_text():
    before = doc(paragraph("voir ", objective("1.2.C")))
    read, body = reader(cut(written(before), "1.2.C", "the second one"))
    assert Reader(read.parts, names=KNOWN).document(body) == doc(paragraph("voir the second one"))
