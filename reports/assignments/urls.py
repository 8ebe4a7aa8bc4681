from django.urls import path

from reports.assignments import views

urlpatterns = [
    path("board/", views.show_board, name="board"),
    path("board/<int:assignment>/", views.show_assignment, name="assignment"),
    path("secretariat/", views.secretariat, name="secretariat"),
]
