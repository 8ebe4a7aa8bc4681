"""A country with its forum, and its report walked along the way to the signature by the people whose turn it is.

Way(groups=2) makes France, a report in which nothing required is missing, a chair for each group and one person a role;
way.to(Stage.SUBMITTED) walks there.
"""

from bilingual.text import Text
from forum.models import Country, User, WorkingGroup
from forum.roles import ALLIANCE_ROLES, Role
from reports.answers.next_steps import add_next_step
from reports.content.loading import load
from reports.models import Answer, ForumAnswer, Report
from reports.signoff.endorsements import answer_review
from reports.signoff.forum_review import review_of
from reports.signoff.snapshots import fingerprint, freeze
from reports.signoff.workflow import apply_transition
from reports.stages import Stage
from tests.factories.forum import CountryFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, ReportFactory, text

VALUES = {
    "choice": "no",
    "several": {"codes": ["other"], "other": {"fr": "Autre"}},
    "line": "Adopter un plan",
    "rich_text": text("Le plan national est appliqué."),
    "scale": 7,
}
REASON = "The figures of the ministry have changed."


def answer_everything(report: Report) -> None:
    """Whatever is required, the fields of a next step included; long texts in French."""
    add_next_step(report=report, by=None)
    slots = {(slot.question, slot.occurrence_id): slot for slot in report.slots.all()}
    Answer.objects.bulk_create(
        AnswerFactory.build(
            report=report,
            slot=slots[entry.key, entry.occurrence and entry.occurrence.pk],
            language="fr" if entry.per_language else "",
            value=VALUES[entry.question.kind],
        )
        for entry in load(report).missing
    )


def name_of(number: int) -> Text:
    return Text.of(en=f"Group {number}", fr=f"Groupe {number}")


class Way:
    def __init__(self, groups: int = 2, *, complete: bool = True, country: Country | None = None, **report) -> None:
        self.country = country or CountryFactory(france=True)
        self.groups: list[WorkingGroup] = [
            WorkingGroupFactory(country=self.country, position=number, name=name_of(number))
            for number in range(1, groups + 1)
        ]
        self.chairs = [
            UserFactory(holds=(Role.GROUP_CHAIR, self.country, group), name=f"Chair {group.position}")
            for group in self.groups
        ]
        self.people: dict[Role, User] = {
            role: UserFactory(name=f"The {role.label}", holds=(role, None if role in ALLIANCE_ROLES else self.country))
            for role in Role
            if role != Role.GROUP_CHAIR
        }
        self.report = ReportFactory(country=self.country, **report)
        if complete:
            answer_everything(self.report)

    def __getitem__(self, role: Role) -> User:
        return self.people[role]

    @property
    def focal_point(self) -> User:
        return self.people[Role.FOCAL_POINT]

    @property
    def signatory(self) -> User:
        return self.people[Role.SIGNATORY]

    @property
    def secretariat(self) -> User:
        return self.people[Role.SECRETARIAT]

    def do(self, name: str, by: User | None = None, **more) -> Report:
        self.report = apply_transition(report=self.report, name=name, by=by or self.focal_point, **more)
        return self.report

    def answer(self, number: int, choice: str = "endorse", words: Text | None = None, seen: int = 0) -> ForumAnswer:
        """What the chair of the group of that number, counted from 1, answers."""
        return answer_review(
            report=self.report,
            group=self.groups[number - 1],
            choice=choice,
            text=words or Text(),
            by=self.chairs[number - 1],
            seen_hash=review_of(self.report).snapshot.sha256,
            seen=seen,
        )

    def sign(self) -> Report:
        seen = fingerprint(freeze(self.report))
        return self.do("sign", by=self.signatory, method="totp", seen_hash=seen)

    def take_out(self, question: str) -> None:
        """Let the frozen text be without the answers to a question, as if it had been frozen so."""
        snapshot = self.report.snapshots.order_by("-taken_at", "-pk").first()
        for name in ("answers", "rows"):
            snapshot.content[name] = [one for one in snapshot.content[name] if one["key"] != question]
        snapshot.save()

    def to(self, stage: str) -> "Way":
        """Walk from the draft to this stage; every group endorses."""
        if stage != Stage.DRAFT:
            self.do("send_to_forum" if self.groups else "propose_without_forum")
        if stage in (Stage.SIGN_OFF, Stage.SUBMITTED, Stage.PUBLISHED) and self.groups:
            for number in range(1, len(self.groups) + 1):
                self.answer(number)
            self.do("propose_sign_off")
        if stage in (Stage.SUBMITTED, Stage.PUBLISHED):
            self.sign()
        if stage == Stage.PUBLISHED:
            self.do("publish", by=self.secretariat)
        return self
