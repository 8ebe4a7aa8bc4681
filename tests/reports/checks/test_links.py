import pytest

from reports.checks.links import misleading, wrong
from richtext.build import link, paragraph, text
from tests.reports.checks.writing import found, write

SPACE = "There is a space in the address of this link."
MALFORMED = "The address of this link is malformed."
ENDING = "The address of this link has no ending such as .org."
EXAMPLE = "The address of this link is an example, or leads to the writer’s own machine."
MACHINE = "This address leads to somebody’s own machine or network."


@pytest.mark.parametrize(
    "href,reason",
    [
        ("https://www.ilo.org/fr", ""),
        ("http://associationruelle.org/", ""),
        ("https://travail-emploi.gouv.fr:443/a?b=c d", ""),
        ("https://élysée.fr/", ""),
        ("https://8.8.8.8/", ""),
        ("mailto:forum@travail.gouv.fr?subject=Bonjour", ""),
        ("https://www.ilo.org/mon rapport.pdf", SPACE),
        ("https://www.ilo.org/mon%20rapport.pdf", ""),
        ("https://www.ilo%20.org/", MALFORMED),
        ("https://ministere/", ENDING),
        ("https://localhost:8000/fr", EXAMPLE),
        ("https://www.example.org/rapport", EXAMPLE),
        ("http://rapport.local/", EXAMPLE),
        ("http://192.168.1.4/rapport", MACHINE),
        ("https://http://www.ilo.org", MALFORMED),
        ("https://www..ilo.org/", MALFORMED),
        ("https://www.ilo,org/", MALFORMED),
        ("https://www.ilo.org,fr/", MALFORMED),
        ("https://[www.ilo.org]/", MALFORMED),
        ("https://www.ilo.org:port/", MALFORMED),
        ("https://-/", ENDING),
        ("https://www.ilo.o/", MALFORMED),
        ("mailto:forum.travail.gouv.fr", "The address of this link is not a mail address."),
        ("mailto:forum@travail", ENDING),
    ],
)
def test_an_address_that_cannot_be_right(href, reason):
    assert wrong(href) == reason


OTHER = "The words of this link show another address than the one that it leads to."


@pytest.mark.parametrize(
    "href,words,reason",
    [
        ("https://www.ilo.org/fr", "www.ilo.org", ""),
        ("https://www.ilo.org/fr", "le site de l’OIT", ""),
        ("https://www.ilo.org/fr", "https://ilo.org.", ""),
        ("https://data.ilo.org/fr", "ilo.org", ""),
        ("mailto:forum@ilo.org", "ilo.org", ""),
        ("https://www.iom.int/", "www.ilo.org/rapport", OTHER),
    ],
)
def test_words_that_show_another_address(href, words, reason):
    assert misleading(href, words) == reason


def test_links_in_a_text_and_addresses_of_files(report):
    write(
        report,
        paragraph(
            "Voir ", text("le rapport", link("https://localhost/")), " et ", text("l’OIT", link("https://ilo.org"))
        ),
        "Le fichier est en C:\\rapports\\2023.docx.",
    )

    assert found(report, "links_wrong") == [
        ("key_results", EXAMPLE, "le rapport (https://localhost/)"),
        ("key_results", MACHINE, "C:\\rapports\\2023.docx."),
    ]
