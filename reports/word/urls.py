from django.urls import path

from reports.word import views

urlpatterns = [
    path("sections/<slug:key>/word/", views.word, name="word"),
    path("sections/<slug:key>/word/file/", views.word_file, name="word_file"),
    path("word/<int:pk>/", views.preview, name="word_preview"),
    path("word/<int:pk>/result/", views.result, name="word_result"),
]
