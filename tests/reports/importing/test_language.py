import pytest

from reports.importing.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le travail de la commission est dans les mains du pays. " * 3, "fr"),
        ("The work of the commission is in the hands of the country. " * 4, "en"),
        ("The work of the commission. Le travail de la commission. " * 10, ""),
        ("Le travail de la commission.", ""),
        ("", ""),
    ],
)
def test_the_language_is_told_where_it_is_plain(text, language):
    assert language_of([text]) == language


@pytest.mark.parametrize(
    "sentence",
    [
        ("es", "El Ministerio de Trabajo y el foro han aprobado una hoja de ruta para los años 2023 y 2024."),
        ("pt", "Os inspetores foram formados pela primeira vez em duas províncias, e uma lei não foi ainda votada."),
        ("ar", "تم اعتماد خطة وطنية من أجل القضاء على عمل الأطفال في المدن التي تم اختيارها مع شركاء الوزارة."),
        ("de", "Der Bund und die Länder haben von Anfang an mit der Wirtschaft zu dem Thema für Klarheit gesorgt."),
        ("nl", "Het plan van het ministerie wordt met een brief aan de Kamer voor op het einde van het jaar gestuurd."),
    ],
)
def test_other_languages_are_not_taken_for_french_or_english(sentence):
    language, text = sentence
    assert language_of([text] * 20) in (language, "")
