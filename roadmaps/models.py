"""Roadmaps and what hangs on them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bilingual.fields import BilingualField
from forum.models import Country
from roadmaps.codes import CODE_LIMIT, DEEPEST, anchor_of, is_named


class Roadmap(models.Model):
    """One version of a country's roadmap. A version that a report uses is never changed: a new one takes its place.

    A draft is in force once somebody puts it in force, and no report uses it before (docs/decisions/0051).
    """

    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="roadmaps")
    version = models.PositiveSmallIntegerField(_("version"))
    title = BilingualField(_("title"))
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    is_draft = models.BooleanField(_("draft"), default=False)

    class Meta:
        verbose_name = _("roadmap")
        verbose_name_plural = _("roadmaps")
        ordering = ["country", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["country", "version"], name="one_roadmap_per_version"),
            models.UniqueConstraint(fields=["country"], condition=Q(is_draft=True), name="one_draft_per_country"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="roadmap_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country.code} {self.version}"


class Level(models.Model):
    """A level of a roadmap, from the top down, and what one item of it is called: axe, objectif spécifique, action."""

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="levels")
    position = models.PositiveSmallIntegerField(_("position"))
    name = BilingualField(_("name"))

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["roadmap", "position"]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "position"], name="one_level_per_position"),
            models.CheckConstraint(condition=Q(position__gte=1, position__lte=DEEPEST), name="one_to_five_levels"),
        ]

    def __str__(self) -> str:
        return str(self.name.in_language(get_language() or "en"))


class Item(models.Model):
    """What a roadmap promises: a priority, a strand, an activity, whatever its level is called.

    `position` is its place in the roadmap as it is read, what stands under an item right behind it. `code` is the
    country's own name for it, if it has one; `anchor` is fit for links and names of fields.
    """

    roadmap = models.ForeignKey(Roadmap, on_delete=models.CASCADE, related_name="items")
    level = models.ForeignKey(Level, on_delete=models.RESTRICT, related_name="items")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    position = models.PositiveIntegerField(_("position"))
    code = models.CharField(_("code"), max_length=CODE_LIMIT, blank=True)
    anchor = models.CharField(max_length=CODE_LIMIT, editable=False)
    title = BilingualField(_("title"))
    details = models.JSONField(_("details"), default=list, blank=True)
    """What else the ministry keeps with it, in its own words: {"kind", "label", "text"} of roadmaps.details."""
    retired_on = models.DateField(_("retired on"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces", editable=False
    )
    """The item of the version after this one that it has become (roadmaps.replacing)."""

    class Meta:
        verbose_name = _("roadmap item")
        verbose_name_plural = _("roadmap items")
        ordering = ["roadmap", "position"]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "code"], condition=~Q(code=""), name="one_item_per_code"),
            models.UniqueConstraint(fields=["roadmap", "anchor"], name="one_item_per_anchor"),
            models.UniqueConstraint(fields=["roadmap", "position"], name="one_item_per_position"),
            models.CheckConstraint(condition=~Q(anchor=""), name="item_has_an_anchor"),
        ]

    def __str__(self) -> str:
        """Its code, or its title where it has none: how sentences call it."""
        return self.code or str(self.title.in_language(get_language() or "en"))

    def save(self, *args, **kwargs):
        if self.code:
            self.anchor = anchor_of(self.code)
        super().save(*args, **kwargs)

    @property
    def is_named(self) -> bool:
        return is_named(self.code)


class ColumnMapping(models.Model):
    """What the columns of a country's tables were taken for when one was last imported, by their folded names."""

    country = models.OneToOneField(Country, on_delete=models.CASCADE, related_name="column_mapping")
    roles = models.JSONField(_("roles"), default=dict)

    class Meta:
        verbose_name = _("mapping of columns")
        verbose_name_plural = _("mappings of columns")

    def __str__(self) -> str:
        return self.country.code


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
