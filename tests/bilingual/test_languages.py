"""What may be written in, and what the pages speak."""

from django.conf import settings
from django.utils import translation

from bilingual.languages import INTERFACE, LANGUAGES, direction, offered


def test_a_country_may_write_in_more_languages_than_the_pages_speak():
    assert (list(LANGUAGES), list(INTERFACE)) == (["en", "fr", "es", "pt", "ar", "de", "nl"], ["en", "fr"])
    assert [code for code, _name in settings.LANGUAGES] == list(INTERFACE)


def test_each_is_named_in_the_language_of_the_sentence():
    names = {}
    for code in LANGUAGES:
        with translation.override(code):
            names[code] = [str(language.called) for language in LANGUAGES.values()]
    assert names == {
        "en": ["English", "French", "Spanish", "Portuguese", "Arabic", "German", "Dutch"],
        "fr": ["anglais", "français", "espagnol", "portugais", "arabe", "allemand", "néerlandais"],
        "es": ["inglés", "francés", "español", "portugués", "árabe", "alemán", "neerlandés"],
        "pt": ["inglês", "francês", "espanhol", "português", "árabe", "alemão", "neerlandês"],
        "ar": ["الإنجليزية", "الفرنسية", "الإسبانية", "البرتغالية", "العربية", "الألمانية", "الهولندية"],
        "de": ["Englisch", "Französisch", "Spanisch", "Portugiesisch", "Arabisch", "Deutsch", "Niederländisch"],
        "nl": ["Engels", "Frans", "Spaans", "Portugees", "Arabisch", "Duits", "Nederlands"],
    }


def test_only_arabic_is_written_from_right_to_left():
    assert [code for code in LANGUAGES if direction(code) == "rtl"] == ["ar"]


def test_a_form_offers_the_country_s_languages_and_those_of_the_interface():
    assert [offered(languages) for languages in (["fr", "en"], ["es", "en"], ["ar"])] == [
        ["fr", "en"],
        ["es", "en", "fr"],
        ["ar", "en", "fr"],
    ]
