from django.urls import path

from reports.history import changes_views, history_views, journal_views, versions_views

urlpatterns = [
    path("journal/", journal_views.report_journal, name="journal"),
    path("journal/entries.<slug:format>", journal_views.report_file, name="journal_file"),
    path("answers/<str:name>/<slug:language>/", history_views.history, name="history"),
    path("answers/<str:name>/<slug:language>/words/", history_views.whose_words, name="whose_words"),
    path("answers/<str:name>/<slug:language>/original/", history_views.make_original, name="set_original"),
    path("answers/<str:name>/<slug:language>/restore/", history_views.bring_back, name="restore_revision"),
    path("since/", changes_views.since, name="since"),
    path("seen/", changes_views.seen, name="note_visit"),
    path("read/", changes_views.read, name="mark_as_read"),
    path("versions/<int:version>/", versions_views.version, name="version"),
    path("versions/<int:version>/forum/<int:number>/", versions_views.forum_text, name="forum_text"),
    path("differences/", versions_views.differences, name="differences"),
]
