from django.urls import path

from reports.review import comment_views, suggestion_views

AT_QUESTION = "proposals/<str:name>/<slug:language>/"

urlpatterns = [
    path("comments/", comment_views.all_comments, name="comments"),
    path("comments/parts/<slug:key>/", comment_views.part, name="comments_part"),
    path("comments/<int:thread>/", comment_views.thread, name="thread"),
    path("comments/<int:thread>/reply/", comment_views.reply, name="reply"),
    path("comments/<int:thread>/resolve/", comment_views.resolve_thread, name="resolve_thread"),
    path("comments/<int:thread>/reopen/", comment_views.reopen_thread, name="reopen_thread"),
    path("comments/<int:thread>/place/", comment_views.place_thread, name="place_thread"),
    path("comments/<int:thread>/<int:comment>/edit/", comment_views.edit_comment, name="edit_comment"),
    path("comments/<int:thread>/<int:comment>/remove/", comment_views.remove_comment, name="remove_comment"),
    path("proposals/", suggestion_views.of_report, name="proposals"),
    path(AT_QUESTION, suggestion_views.here, name="proposals_here"),
    path(AT_QUESTION + "decide/", suggestion_views.decide_changes, name="decide"),
    path(AT_QUESTION + "propose/", suggestion_views.propose_text, name="propose"),
    path(AT_QUESTION + "describe/", suggestion_views.describe_proposal, name="describe_proposal"),
    path(AT_QUESTION + "withdraw/", suggestion_views.withdraw_proposal, name="withdraw_proposal"),
    path(AT_QUESTION + "mine/", suggestion_views.suggest, name="suggest"),
]
