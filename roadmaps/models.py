"""Roadmaps and what hangs on them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bilingual.fields import BilingualField
from forum.models import Country
from roadmaps.codes import Code


class Roadmap(models.Model):
    """One version of a country's roadmap. A version that a report uses is never changed: a new one takes its place."""

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="roadmaps")
    version = models.PositiveSmallIntegerField(_("version"))
    title = BilingualField(_("title"))
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    priority_name = BilingualField(_("what a priority is called"), blank=True)
    strand_name = BilingualField(_("what a strand is called"), blank=True)
    objective_name = BilingualField(_("what an objective is called"), blank=True)

    class Meta:
        verbose_name = _("roadmap")
        verbose_name_plural = _("roadmaps")
        ordering = ["country", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["country", "version"], name="one_roadmap_per_version"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="roadmap_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country.code} {self.version}"


class Item(models.Model):
    """A priority, a strand or an objective. Its code says where it stands; `sort_key` is the code made sortable."""

    class Level(models.TextChoices):
        PRIORITY = "priority", _("priority")
        STRAND = "strand", _("strand")
        OBJECTIVE = "objective", _("objective")

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="items")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    level = models.CharField(_("level"), max_length=10, choices=Level, editable=False)
    code = models.CharField(_("code"), max_length=12)
    sort_key = models.CharField(max_length=12, editable=False)
    title = BilingualField(_("title"))
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        verbose_name = _("roadmap item")
        verbose_name_plural = _("roadmap items")
        ordering = ["roadmap", "sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "code"], name="one_item_per_code"),
            models.CheckConstraint(
                condition=Q(level__in=["priority", "strand", "objective"]), name="item_level_is_known"
            ),
            models.CheckConstraint(
                condition=Q(level="priority", parent=None) | (~Q(level="priority") & Q(parent__isnull=False)),
                name="only_priorities_stand_alone",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args, **kwargs):
        self.stand_at(Code.parse(self.code))
        super().save(*args, **kwargs)

    def stand_at(self, code: Code) -> None:
        """Take this code, with the level and the place in the order that follow from it."""
        self.code, self.sort_key, self.level = str(code), code.sort_key, code.level


class NextStep(models.Model):
    """A step promised in a report for the coming period. Its identity stays the same in the reports that follow."""

    identity = models.UUIDField(_("identity"), default=uuid.uuid4, unique=True, editable=False)
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="next_steps")
    promised_in = models.PositiveSmallIntegerField(_("promised in the report of"))
    position = models.PositiveSmallIntegerField(_("position"))
    title = BilingualField(_("next step"), blank=True)
    withdrawn_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")
        ordering = ["country", "promised_in", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.promised_in}, {self.position}"


class Term(models.Model):
    """An entry of one of the Alliance's own lists. Codes never change; an entry no longer offered is inactive."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = BilingualField(_("name"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    is_active = models.BooleanField(_("offered"), default=True)

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code


class EvidenceType(Term):
    """A kind of evidence by which progress is measured."""

    class Meta(Term.Meta):
        verbose_name = _("evidence type")
        verbose_name_plural = _("evidence types")


class AreaOfIntervention(Term):
    """A field in which a next step does its work."""

    class Meta(Term.Meta):
        verbose_name = _("area of intervention")
        verbose_name_plural = _("areas of intervention")
