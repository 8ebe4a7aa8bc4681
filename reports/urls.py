"""/<language>/reports/<FRA>/<2023>/…"""

from django.urls import path

from reports.comments import views as comments
from reports.views import (
    board,
    checks,
    contributions,
    correction,
    history,
    importing,
    journal,
    live,
    overview,
    review,
    sections,
    signing,
    since,
    stage,
    texts,
    versions,
    word,
)

app_name = "reports"
REPORT = "<str:country>/<int:year>/"
urlpatterns = [
    path("", overview.report_list, name="list"),
    path(REPORT, overview.overview, name="overview"),
    path(f"{REPORT}checks/", checks.checks, name="checks"),
    path(f"{REPORT}board/", board.show_board, name="board"),
    path(f"{REPORT}board/<int:assignment>/", board.show_assignment, name="assignment"),
    path(f"{REPORT}contributions/", contributions.contributions, name="contributions"),
    path(f"{REPORT}secretariat/", board.secretariat, name="secretariat"),
    path(f"{REPORT}import/", importing.import_file, name="import"),
    path(f"{REPORT}import/<int:pk>/", importing.import_preview, name="import_preview"),
    path(f"{REPORT}import/<int:pk>/result/", importing.import_result, name="import_result"),
    path(f"{REPORT}import/<int:pk>/file/", importing.import_source, name="import_source"),
    path(f"{REPORT}sections/<slug:key>/", sections.section, name="section"),
    path(f"{REPORT}comments/", comments.all_comments, name="comments"),
    path(f"{REPORT}comments/<int:thread>/", comments.thread, name="thread"),
    path(f"{REPORT}comments/parts/<slug:key>/", comments.part, name="comments_part"),
    path(f"{REPORT}live/<slug:key>/", live.live, name="live"),
    path(f"{REPORT}sections/<slug:key>/word/", word.word, name="word"),
    path(f"{REPORT}sections/<slug:key>/word/file/", word.word_file, name="word_file"),
    path(f"{REPORT}word/<int:pk>/", word.preview, name="word_preview"),
    path(f"{REPORT}word/<int:pk>/result/", word.result, name="word_result"),
    path(f"{REPORT}journal/", journal.report_journal, name="journal"),
    path(f"{REPORT}journal/entries.<slug:format>", journal.report_file, name="journal_file"),
    path(f"{REPORT}answers/<str:name>/<slug:language>/", history.history, name="history"),
    path(f"{REPORT}answers/<str:name>/<slug:language>/words/", history.whose_words, name="whose_words"),
    path(f"{REPORT}since/", since.since, name="since"),
    path(f"{REPORT}seen/", since.seen, name="seen"),
    path(f"{REPORT}texts/<str:name>/<slug:language>/", texts.open_text, name="text"),
    path(f"{REPORT}stage/", stage.stage, name="stage"),
    path(f"{REPORT}review/", review.review, name="review"),
    path(f"{REPORT}sign/", signing.sign, name="sign"),
    path(f"{REPORT}versions/<int:version>/", versions.version, name="version"),
    path(f"{REPORT}correction/", correction.correction, name="correction"),
    path(f"{REPORT}differences/", versions.differences, name="differences"),
]
