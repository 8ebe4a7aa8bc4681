"""What the headings of a country's own report are about: Challenges encountered, Lessons learnt, Way forward.

They are not the form's questions, so each is offered for one, and nothing is decided.
"""

from questionnaires.wording import plain
from reports.importing.recognising import is_question, speaks_to_reader

LONGEST = 12
"""In words, of a heading that stands for a question."""
_ARTICLE = "ال"

_WORDS = {
    "challenge": "challeng difficult obstacl constraint bottleneck barrier hurdle defi difficulte contraint entrav"
    " frein dificult obstacul desafi reto limitacion limitac restric barrer barreir constrang schwierigk herausford"
    " hindern hemmnis uitdaging knelpunt belemmering moeilijkh تحدي صعوبات عقبات معوقات عراقيل",
    "coming": "anticipat foresee expect futur upcom risk prevu previsibl previst anticip attendu risque esperad riesg"
    " risco erwart kunftig risik verwacht toekomst متوقع مخاطر مستقبل",
    "measuring": "data evidenc monitor evaluat assess indicator donnee preuve suivi indicateur dato evidenci seguimient"
    " monitore evaluaci indicador dado avaliac daten nachweis bewert gegevens bewij رصد تقييم بيانات تتبع",
    "tool": "tool instrument outil method herramient metod ferrament evaluat preuv evidenc werkzeug أدوات",
    "other": "other further additional autre altr otr outr weiter ander sonstig overig أخرى",
    "comment": "comment remark information matter commentair remarqu comentari informac bemerk opmerk ملاحظات",
    "result": "achiev result success accomplish reussit succes realis logro exito realiza exit resultad erfolg ergebni"
    " resultat behaald نتائج إنجاز نجاح",
    "main": "key main princip major clave chave wichtig haupt zentral belangrijk رئيسي أبرز",
    "lesson": "lesson lecon enseign leccion aprendiz licao licoes lehre erkenntn lessen geleerd دروس",
    "partner": "partner cooperat collaborat partenair partenari socio alianza cooperac colaborac parceir parceri"
    " kooperat samenwerk شراك تعاون شركاء",
    "stakeholder": "stakeholder partie acteur actor parte ator beteilig belanghebb أصحاب",
    "international": "international internacion internationaal دولي",
    "national": "national nacion nationaal وطني",
    "region": "region global mundial mondial إقليم",
    "initiative": "initiativ iniciativ مبادر",
    "step": "step forward outlook etape perspectiv paso passo schritt ausblick stap vooruit خطوات",
    "next": "next way future plan prochain future proxim avenir nachst volgend outlook perspectiv ausblick vooruit"
    " قادم تالية مقبلة",
}
"""Words of one sense, by their beginnings, in the languages that reports are written in."""
_BEGINNINGS = {sense: tuple(plain(words).split()) for sense, words in _WORDS.items()}
_TOPICS = {
    "evidence_difficulties": "challenge measuring",
    "foreseen_difficulties": "challenge coming",
    "difficulties": "challenge",
    "lessons": "lesson",
    "other_successes_detail": "result other",
    "evaluation_partners": "stakeholder measuring",
    "international_partners_detail": "international partner",
    "initiatives_supported_detail": "region initiative",
    "national_partners_detail": "national partner",
    "evidence_detail": "measuring tool",
    "anything_else": "other comment",
    "key_results": "result main",
    "next_steps": "step next",
}
"""By question, the most particular first: the senses of which a heading has a word each."""


def topic_of(heading: str) -> str:
    """The question that a heading of a report's own stands for; "" for none."""
    words = [word.removeprefix(_ARTICLE) for word in plain(heading).split()]
    if not 0 < len(words) <= LONGEST or is_question(heading) or speaks_to_reader(heading):
        return ""
    said = {sense for sense, begin in _BEGINNINGS.items() if any(word.startswith(begin) for word in words)}
    return next((key for key, senses in _TOPICS.items() if said.issuperset(senses.split())), "")
