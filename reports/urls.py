"""/<language>/reports/<FRA>/<2023>/…"""

from django.urls import path

from reports.assignments import views
from reports.checks import views as checks_views
from reports.contributions import views as contributions_views
from reports.history import changes_views, history_views, journal_views, versions_views
from reports.importing import undo_views
from reports.importing import views as importing_views
from reports.meetings import views as meetings_views
from reports.pages import documents, live_views, overview, sections
from reports.review import comment_views as comments
from reports.review import suggestion_views
from reports.signoff import correction_views, review_views, signing_views, stage_views
from reports.word import views as word_views

app_name = "reports"
REPORT = "<str:country>/<int:year>/"
urlpatterns = [
    path("", overview.report_list, name="list"),
    path(REPORT, overview.overview, name="overview"),
    path(f"{REPORT}checks/", checks_views.checks, name="checks"),
    path(f"{REPORT}board/", views.show_board, name="board"),
    path(f"{REPORT}board/<int:assignment>/", views.show_assignment, name="assignment"),
    path(f"{REPORT}contributions/", contributions_views.contributions, name="contributions"),
    path(f"{REPORT}minutes/", meetings_views.minutes, name="minutes"),
    path(f"{REPORT}worksheet/", meetings_views.worksheet, name="worksheet"),
    path(f"{REPORT}secretariat/", views.secretariat, name="secretariat"),
    path(f"{REPORT}import/", importing_views.import_file, name="import"),
    path(f"{REPORT}import/<int:pk>/", importing_views.import_preview, name="import_preview"),
    path(f"{REPORT}import/<int:pk>/result/", importing_views.import_result, name="import_result"),
    path(f"{REPORT}import/<int:pk>/undo/", undo_views.import_undo, name="import_undo"),
    path(f"{REPORT}import/<int:pk>/file/", importing_views.import_source, name="import_source"),
    path(f"{REPORT}sections/<slug:key>/", sections.section, name="section"),
    path(f"{REPORT}comments/", comments.all_comments, name="comments"),
    path(f"{REPORT}comments/<int:thread>/", comments.thread, name="thread"),
    path(f"{REPORT}comments/parts/<slug:key>/", comments.part, name="comments_part"),
    path(f"{REPORT}live/<slug:key>/", live_views.live, name="live"),
    path(f"{REPORT}sections/<slug:key>/word/", word_views.word, name="word"),
    path(f"{REPORT}sections/<slug:key>/word/file/", word_views.word_file, name="word_file"),
    path(f"{REPORT}word/<int:pk>/", word_views.preview, name="word_preview"),
    path(f"{REPORT}word/<int:pk>/result/", word_views.result, name="word_result"),
    path(f"{REPORT}journal/", journal_views.report_journal, name="journal"),
    path(f"{REPORT}journal/entries.<slug:format>", journal_views.report_file, name="journal_file"),
    path(f"{REPORT}answers/<str:name>/<slug:language>/", history_views.history, name="history"),
    path(f"{REPORT}answers/<str:name>/<slug:language>/words/", history_views.whose_words, name="whose_words"),
    path(f"{REPORT}since/", changes_views.since, name="since"),
    path(f"{REPORT}seen/", changes_views.seen, name="seen"),
    path(f"{REPORT}texts/<str:name>/<slug:language>/", documents.open_text, name="text"),
    path(f"{REPORT}proposals/", suggestion_views.of_report, name="proposals"),
    path(f"{REPORT}proposals/<str:name>/<slug:language>/", suggestion_views.here, name="proposals_here"),
    path(f"{REPORT}proposals/<str:name>/<slug:language>/mine/", suggestion_views.suggest, name="suggest"),
    path(f"{REPORT}stage/", stage_views.stage, name="stage"),
    path(f"{REPORT}review/", review_views.review, name="review"),
    path(f"{REPORT}sign/", signing_views.sign, name="sign"),
    path(f"{REPORT}versions/<int:version>/", versions_views.version, name="version"),
    path(f"{REPORT}correction/", correction_views.correction, name="correction"),
    path(f"{REPORT}differences/", versions_views.differences, name="differences"),
]
