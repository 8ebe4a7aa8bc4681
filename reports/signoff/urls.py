from django.urls import path

from reports.signoff import correction_views, review_views, signing_views, stage_views

urlpatterns = [
    path("stage/", stage_views.stage, name="stage"),
    path("review/", review_views.review, name="review"),
    path("sign/", signing_views.sign, name="sign"),
    path("correction/", correction_views.correction, name="correction"),
]
