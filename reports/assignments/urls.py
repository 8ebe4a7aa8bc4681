from django.urls import path

from reports.assignments import views

urlpatterns = [
    path("board/", views.show_board, name="board"),
    path("board/<int:assignment>/", views.show_assignment, name="assignment"),
    path("board/<int:assignment>/done/", views.mark_done, name="mark_done"),
    path("board/<int:assignment>/reopen/", views.reopen_assignment, name="reopen_assignment"),
    path("board/<int:assignment>/end/", views.end_assignment, name="end_assignment"),
    path("secretariat/", views.secretariat, name="secretariat"),
]
