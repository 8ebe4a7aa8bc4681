from django.urls import path

from reports.signoff import correction_views, due_views, review_views, signing_views, stage_views
from reports.stages import TRANSITIONS

MOVES = [name for name in TRANSITIONS if name != "sign"]
"""A signature is given on its own page, after a look at what is signed."""

urlpatterns = [
    path("stage/", stage_views.stage, name="stage"),
    *(path(f"stage/{name.replace('_', '-')}/", stage_views.move, {"name": name}, name=name) for name in MOVES),
    path("review/", review_views.review, name="review"),
    path("sign/", signing_views.sign, name="sign"),
    path("due/", due_views.due, name="due"),
    path("correction/", correction_views.correction, name="correction"),
]
