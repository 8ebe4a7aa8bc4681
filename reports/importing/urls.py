from django.urls import path

from reports.importing import undo_views, views

urlpatterns = [
    path("import/", views.import_file, name="import"),
    path("import/<int:pk>/", views.import_preview, name="import_preview"),
    path("import/<int:pk>/again/", views.read_again, name="read_again"),
    path("import/<int:pk>/result/", views.import_result, name="import_result"),
    path("import/<int:pk>/undo/", undo_views.import_undo, name="import_undo"),
    path("import/<int:pk>/file/", views.import_source, name="import_source"),
]
