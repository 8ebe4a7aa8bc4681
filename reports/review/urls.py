from django.urls import path

from reports.review import comment_views, suggestion_views

urlpatterns = [
    path("comments/", comment_views.all_comments, name="comments"),
    path("comments/<int:thread>/", comment_views.thread, name="thread"),
    path("comments/parts/<slug:key>/", comment_views.part, name="comments_part"),
    path("proposals/", suggestion_views.of_report, name="proposals"),
    path("proposals/<str:name>/<slug:language>/", suggestion_views.here, name="proposals_here"),
    path("proposals/<str:name>/<slug:language>/mine/", suggestion_views.suggest, name="suggest"),
]
