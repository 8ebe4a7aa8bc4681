"""The wordings of the form that countries filled in for 2023 are recognised, misspellings included."""

import pytest

from bilingual.text import Text
from questionnaires.loader import edition
from questionnaires.wording import recognise, wordings

EDITION = edition("2023")


def names(items) -> list:
    return [(item.key, wordings(getattr(item, "label", None) or item.title, item.aliases)) for item in items]


QUESTIONS = names(EDITION.questions)
SECTIONS = names(EDITION.sections)
FIELDS = names(EDITION.question("next_steps").fields)
INSTRUCTIONS = [("instruction", wordings(Text(), EDITION.instructions))]


def option_names(key: str) -> list:
    question = EDITION.question(key)
    return [(option.code, wordings(option.label, option.aliases)) for option in question.options] + [
        (code, wordings(Text(), aliases)) for code, aliases in question.option_aliases.items()
    ]


def recognised(text: str, candidates: list) -> tuple[str | None, str]:
    """What a text is recognised as, and what follows the wording in it."""
    found = recognise(text, candidates)
    return (found[0], text[found[1] :]) if found else (None, text)


FRENCH_QUESTIONS = """
progress|1. Depuis mai 2022, quels progrès avez-vous faits concernant la première priorité de votre feuille de route nationale "Accroître la prévention par le renforcement de la capacité à agir des parties prenantes" ? *
progress|3. Depuis mai 2022, quels progrès avez-vous faits concernant la troisième priorité de votre feuille de route nationale "Donner à notre action une impulsion européenne et internationale, ambitieuse et exigeante"? *
next_step_status|4. Où en est la réalisation de votre prochaine étape n° 1 "La mise à disposition d'un « Guide d'exercice du devoir de vigilance des entreprises » ?
next_step_detail|5. Veuillez nous en dire plus au sujet de l'avancement des prochaines étapes que vous avez établies.
overall_progress|6. Selon vous, avez-vous progressé par rapport aux priorités de votre feuille de route?
key_results|7. Compte tenu de l'état d'avancement de vos priorités nationales et de vos prochaines étapes (que vous avez présentées), quel sont les principaux résultats enregistrés entre mai 2022 et avril 2023 à mettre en avant sur la page d'accueil ou dans les rapports de l'Alliance 8.7? *
other_successes|8. Les efforts déployés pour atteindre la cible 8.7 ont-ils abouti à d'autres réussites dignes de mention?
other_successes_detail|9. Quelles sont ces réussites dignes de mention?
difficulties|10. Quelles difficultés avez-vous dû surmonter dans la réalisation des priorités de votre feuille de route et de vos prochaines étapes?
lessons|11. Comment avez-vous surmonté ces difficultés ? Quels enseignements en avez-vous tirés ?
evidence_types|12. Quels instruments d'évaluation et/ou d'autres types d'éléments de preuve avez-vous utilisés pour mesurer l'état d'avancement de vos priorités nationales? *
evidence_detail|13. Le cas échéant, veuillez nous en dire plus au sujet des instruments d'évaluation et/ou d'autres types d'éléments de preuve que vous avez utilisés pour mesurer l'état d'avancement de vos priorités nationales.
evidence_difficulties|14. Veuillez nous dire quelles difficultés vous avez rencontrées (le cas échéant) pour réunir les éléments de preuve nécessaires à l'évaluation de votre état d'avancement.
evaluation_partners|15. Veuillez indiquer les noms d'autres parties prenantes (par exemple, organismes gouvernementaux, partenaires sociaux, organisations de la société civile) et la nature de leur participation, le cas échéant, à l'évaluation de votre état d'avancement.
international_partners|16. Avez-vous collaboré avec des partenaires internationaux ?
international_partners_detail|17. Veillez indiquer les noms de vos partenaires internationaux et la nature de leur collaboration.
initiatives_supported|18. Avez-vous appuyé des initiatives sous-régionales / régionales / mondiales, notamment les initiatives Sud-Sud, sur l'élimination du travail des enfants, du travail forcé, de la traite des êtres humains et de l'esclavage moderne? *
initiatives_supported_detail|19. Veillez nous en dire plus au sujet des initiatives sous-régionales/régionales/mondiales que vous avez soutenues.
national_partners|20. Collaborez-vous avec des partenaires nationaux? *
national_partners_detail|21. Veillez indiquer les noms de vos partenaires nationaux et la nature de leur collaboration.
collaboration_increased|22. Comparativement à l'an dernier, la collaboration avec les parties prenantes nationales s'est-elle accrue, à votre avis? *
collaboration_increased_how|23. Veillez nous dire comment votre collaboration avec des partenaires nationaux s'est améliorée et les mesures prises en conséquence.
mechanism_useful|24. Le mécanisme des pays pionniers a-t-il été jugé utile? *
roadmap_revision|25. Faut-il réviser les priorités de la feuille de route de votre pays? *
roadmap_revision_what|26. Qu'est-ce qui doit être actualisé ?
next_steps|27. D'ici avril 2024, quelles sont les prochaines étapes à franchir pour la réalisation des priorités de la feuille de route de votre pays?
foreseen_difficulties|28. Quelles difficultés éventuelles aurez-vous à surmonter dans cette démarche?
anything_else|29. Merci à vous ! Vous avez fini de remplir ce formulaire. Y a-t-il autre chose dont vous voudriez nous faire part?
"""  # noqa: E501

ENGLISH_QUESTIONS = """
progress|Q3) Since May 2022, what progress have you made on the second priority of your national roadmap "Care"? *
progress|What progress has been made towards the fourth priority of the roadmap?
next_step_status|What is the status of your next step no. 3 "Ratify the Protocol"?
next_step_detail|Please tell us more about the progress of your next steps.
overall_progress|In your opinion, have you made progress towards the priorities of your roadmap?
key_results|Given the progress of your national priorities and your next steps, what are the main results to highlight?
other_successes|Have efforts to achieve target 8.7 led to any other noteworthy successes?
other_successes_detail|What are these noteworthy successes?
difficulties|What challenges did you have to overcome in implementing your roadmap?
lessons|How did you overcome these challenges? What lessons have you learned?
evidence_types|What evaluation tools and/or other types of evidence have you used to measure progress? *
evidence_detail|If applicable, please tell us more about the assessment tools that you used.
evidence_difficulties|Please tell us about any difficulties (if any) in gathering the evidence needed.
evaluation_partners|Please indicate the names of other stakeholders and how they took part.
international_partners|Have you collaborated with international partners?
international_partners_detail|Please list the names of your international partners and the nature of the work.
initiatives_supported|Have you supported any sub-regional/regional/global initiatives, including South-South ones? *
initiatives_supported_detail|Please tell us more about the sub-regional/regional/global initiatives that you supported.
national_partners|Do you collaborate with national partners?
national_partners_detail|Please list the names of your national partners and the nature of their collaboration.
collaboration_increased|Compared with last year, has collaboration with national stakeholders increased?
collaboration_increased_how|Please tell us how your collaboration with national partners has improved.
mechanism_useful|Has the Pathfinder country mechanism been found useful?
roadmap_revision|Do the priorities of your country's roadmap need to be revised?
roadmap_revision_what|What needs to be updated?
next_steps|By April 2024, what are the next steps to be taken towards the priorities of your country's roadmap?
foreseen_difficulties|What difficulties, if any, will you have to overcome?
anything_else|Thank you! You have completed this form. Is there anything else you would like to tell us?
"""

FRENCH_SECTIONS = """
progress|Avancement des priorités de la feuille de route - Bilan annuel
next_steps_progress|Avancement par rapport aux prochaines étapes établies
overall|État d'avancement global au cours des 12 derniers mois
evaluation|Évaluation des progrès accomplis dans les 12 derniers mois
international|Collaboration avec des partenaires internationaux
national|Collaboration avec les partenaires nationaux
outlook|Perspectives d'avenir
next_steps|Étapes à venir dans les 12 prochains mois (d'ici avril 2024)
"""


def pairs(table: str) -> list[list[str]]:
    return [line.split("|") for line in table.strip().splitlines()]


@pytest.mark.parametrize("key,heading", [*pairs(FRENCH_QUESTIONS), *pairs(ENGLISH_QUESTIONS)])
def test_a_question_is_recognised_by_its_wording(key, heading):
    assert recognised(heading, QUESTIONS)[0] == key


@pytest.mark.parametrize("key,heading", pairs(FRENCH_SECTIONS))
def test_a_part_is_recognised_by_its_wording(key, heading):
    assert recognised(heading, SECTIONS)[0] == key


def test_no_part_is_taken_for_a_question_and_no_question_for_a_part():
    assert [heading for _key, heading in pairs(FRENCH_SECTIONS) if recognised(heading, QUESTIONS)[0]] == []
    assert [heading for _key, heading in pairs(FRENCH_QUESTIONS) if recognised(heading, SECTIONS)[0]] == []


@pytest.mark.parametrize(
    "text,field,rest",
    [
        ("3. Prochaine étape : suivi de la mise en œuvre", "step", "suivi de la mise en œuvre"),
        ("Prochaine étape Adoption d'un règlement", "step", "Adoption d'un règlement"),
        ("Objectifs d'ici avril 2024 pour cette prochaine étape: Assurer", "goals", "Assurer"),
        (
            "Quels sont vos objectifs d'ici avril 2024 pour votre prochaine étape? Des rencontres",
            "goals",
            "Des rencontres",
        ),
        (
            "4. Quels éléments de preuve utiliserez-vous pour démontrer que cette étape est franchie ?",
            "evidence",
            "",
        ),
        (
            "De quel(s) domaine(s) d'intervention relève cette prochaine étape ? Droit du travail",
            "areas",
            "Droit du travail",
        ),
        ("Next step: ratify the Protocol", "step", "ratify the Protocol"),
        ("What are your goals by April 2024 for this next step? Ten courses", "goals", "Ten courses"),
        ("Which area(s) of intervention does this next step fall under?", "areas", "fall under?"),
        ("D'ici avril 2024, la France s'attachera à faire avancer les négociations", None, None),
    ],
)
def test_a_field_of_a_next_step_is_told_from_what_was_written_in_it(text, field, rest):
    assert recognised(text, FIELDS) == (field, text if rest is None else rest)


@pytest.mark.parametrize(
    "key,text,code,rest",
    [
        ("evidence_types", "Enquêtes", "surveys", ""),
        ("evidence_types", "Études de cas", "case_studies", ""),
        ("evidence_types", "Focus groupes discussions", "focus_groups", ""),
        ("evidence_types", "Groupes de discussion", "focus_groups", ""),
        ("evidence_types", "Entretiens", "interviews", ""),
        ("evidence_types", "Observations empiriques", "observation", ""),
        ("evidence_types", "Informations de la part de tiers", "third_party", ""),
        ("evidence_types", "Sans objet", "not_applicable", ""),
        ("evidence_types", "Autres : nombre de personnes formées", "other", "nombre de personnes formées"),
        ("next_step_status", "Non exécutée", "not_executed", ""),
        ("next_step_status", "Planifiée", "planned", ""),
        ("next_step_status", "En cours", "in_progress", ""),
        ("next_step_status", "Achevée", "completed", ""),
        ("international_partners", "Autres pays pionniers de l'Alliance 8.7.", "pathfinder_countries", ""),
        ("international_partners", "OIT", "ilo", ""),
        (
            "international_partners",
            "Organismes des Nations Unies (autre que l'OIT) Organisations internationales de la société civile",
            "un_bodies",
            "Organisations internationales de la société civile",
        ),
        ("international_partners", "Autres :", "other", ""),
        ("national_partners", "Organisations d'employeurs", "employers", ""),
        ("national_partners", "Organisations locales de la société civile", "civil_society", ""),
        ("national_partners", "Ministères au sein de votre gouvernement", "ministries", ""),
        ("national_partners", "Autre : ONGS, Associations...", "other", "ONGS, Associations..."),
        ("initiatives_supported", "Ne sait pas", "do_not_know", ""),
        ("roadmap_revision_what", "Les priorités de la feuille de route", "priorities", ""),
        ("roadmap_revision_what", "Les objectifs de la feuille de route autres", "objectives", "autres"),
    ],
)
def test_an_option_is_recognised_by_its_wording(key, text, code, rest):
    assert recognised(text, option_names(key)) == (code, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Voyons quelles sont: i) vos priorités nationales en vue de l'élimination du travail des enfants, du "
        "travail forcé, de la traite des êtres humains et de l'esclavage moderne; ii) les prochaines étapes décrites "
        "dans votre dernier rapport annuel de pays pionnier.",
        "Dans votre rapport annuel 2021-2022, les prochaines étapes suivantes avaient été établies pour la période de "
        "mai 2022 à avril 2023.",
        "Veillez cocher tous ceux qui s'appliquent.",
        "Veillez cocher tous les éléments qui s'appliquent.",
        "Veillez également prendre en compte d'autres aspects de la cible 8.7 qui ne figurent pas dans votre feuille "
        "de route (c'est-à-dire, le travail des enfants, le travail forcé, la traite des êtres humains ou l'esclavage "
        "moderne).",
        "Veillez fournir les informations suivantes :",
        "Please tick all that apply.",
    ],
)
def test_an_instruction_of_the_form_is_recognised_whole(text):
    assert recognised(text, INSTRUCTIONS) == ("instruction", "")
