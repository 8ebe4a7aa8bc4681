"""What the headings of a country's own report are about: Challenges encountered, Lessons learnt, Way forward.

They are not the form's questions, so they are offered for one, and nothing is decided.
"""

from questionnaires.wording import plain

LONGEST = 12
"""In words, of a heading that stands for a question."""

_CHALLENGES = (
    "challeng difficult obstacl constraint bottleneck barrier hurdle defi difficulte contraint entrav frein dificult"
    " obstacul desafi reto limitacion limitac restric barrer barreir constrang schwierigk herausford hindern hemmnis"
    " uitdaging knelpunt belemmering moeilijkh تحدي التحدي صعوبات الصعوبات عقبات العقبات معوقات المعوقات عراقيل"
)
_COMING = (
    "anticipat foresee expect futur upcom risk prevu previsibl previst anticip attendu risque esperad riesg risco erwart"
    " kunftig risik verwacht toekomst متوقع المتوقع المخاطر مستقبل"
)
_MEASURING = (
    "data evidenc monitor evaluat assess indicator donnee preuve suivi indicateur dato evidenci seguimient monitore"
    " evaluaci indicador dado avaliac daten nachweis bewert gegevens bewij رصد الرصد تقييم التقييم بيانات البيانات تتبع"
)
_OTHERS = "other further additional autre altr otr outr weiter ander sonstig overig اخري أخرى اخر"
_RESULTS = (
    "achiev result success accomplish reussit succes realis logro exito realiza exit resultad erfolg ergebni resultat"
    " behaald نتائج النتائج انجاز إنجاز الإنجاز الانجاز نجاح"
)
_PARTNERS = "partner cooperat collaborat partenair partenari socio alianza cooperac colaborac parceir parceri kooperat samenwerk شراك الشراك تعاون التعاون شركاء الشركاء"
_TOPICS = (
    ("evidence_difficulties", (_CHALLENGES, _MEASURING)),
    ("foreseen_difficulties", (_CHALLENGES, _COMING)),
    ("difficulties", (_CHALLENGES,)),
    ("lessons", ("lesson lecon enseign leccion aprendiz licao licoes lehre erkenntn lessen geleerd دروس الدروس",)),
    ("other_successes_detail", (_RESULTS, _OTHERS)),
    ("evaluation_partners", ("stakeholder partie acteur actor parte ator beteilig belanghebb اصحاب أصحاب", _MEASURING)),
    ("international_partners_detail", ("international internacion والدول دولي الدولي الدولية", _PARTNERS)),
    ("initiatives_supported_detail", ("region global mundial mondial اقليم إقليم", "initiativ iniciativ مبادر المبادر")),
    ("national_partners_detail", ("national nacion وطني الوطني الوطنية", _PARTNERS)),
    ("evidence_detail", (_MEASURING, "tool instrument outil method herramient metod ferrament evaluat preuv evidenc werkzeug أدوات ادوات")),
    ("anything_else", (_OTHERS, "comment remark information matter commentair remarqu comentari informac bemerk opmerk ملاحظات")),
    ("key_results", (_RESULTS, "key main princip major clave chave wichtig haupt zentral belangrijk رئيسي الرئيسي ابرز أبرز")),
    ("next_steps", ("step forward outlook etape perspectiv paso passo schritt ausblick stap vooruit خطوات الخطوات", "next way future plan prochain future proxim pro avenir nachst volgend outlook perspectiv ausblick vooruit قادم القادم التالية المقبلة")),
)  # fmt: skip
"""By question, the most particular first: words, by their beginnings, of which a heading has one of each group."""


def topic_of(heading: str) -> str:
    """The question that a heading of a report's own stands for; "" for none."""
    words = plain(heading).split()
    if not words or len(words) > LONGEST:
        return ""
    for key, groups in _TOPICS:
        if all(any(word.startswith(tuple(group.split())) for word in words) for group in groups):
            return key
    return ""
