from reports.checks.words import excerpt, sentences, significant, tokens


def test_words_are_compared_without_case_accents_and_punctuation():
    assert tokens("L’État a signé, « hier ».") == ["l", "etat", "a", "signe", "hier"]
    assert significant("Comité Contre l'Esclavage Moderne") == ["comite", "contre", "esclavage", "moderne"]


def test_sentences_end_where_a_new_one_begins():
    text = "Mme A. Karvar est venue. Elle a parlé : Merci ! (Objectif 1.1.A). A ce titre, 1.5 % ; c’est peu."
    assert sentences(text) == [
        "Mme A. Karvar est venue.",
        "Elle a parlé :",
        "Merci !",
        "(Objectif 1.1.A).",
        "A ce titre, 1.5 % ; c’est peu.",
    ]


def test_a_text_without_an_end_is_one_sentence():
    assert sentences("Sans objet") == ["Sans objet"]
    assert sentences("  ") == []


def test_a_short_text_is_its_own_excerpt():
    assert excerpt("Un  texte\ncourt.") == "Un texte court."


def test_a_long_text_is_cut_between_words():
    cut = excerpt("mot " * 100)
    assert cut == "mot " * 40 + "…"


def test_an_excerpt_shows_the_words_meant_with_what_surrounds_them():
    text = "avant " * 60 + "ICI" + " après" * 60
    at = text.index("ICI")
    cut = excerpt(text, at, at + 3)
    assert cut.startswith("… avant ") and cut.endswith(" après …") and " ICI " in cut and len(cut) < 175


def test_an_excerpt_of_many_words_keeps_them_all():
    text = "avant " * 60 + "ICI " * 60 + "après " * 60
    start, end = text.index("ICI"), text.rindex("ICI") + 3
    assert "ICI " * 59 + "ICI" in excerpt(text, start, end)
