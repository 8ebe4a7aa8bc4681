from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from coediting import owners
        from files import purposes
        from forum.countries import register as register_languages
        from forum.erasing import register as register_eraser
        from forum.responsibilities import register as register_responsibilities
        from forum.role_changes import register as register_listener
        from journal.actions import register, register_words
        from journal.links import register as register_link
        from notices import daily, digest, kinds
        from reports.answers import documents, news
        from reports.answers.document_rights import rights
        from reports.answers.languages import written_in
        from reports.answers.shared_text import changed
        from reports.assignments.reminders import remind
        from reports.assignments.responsibilities import responsibilities
        from reports.erasing import erase_from_reports
        from reports.importing import handing_in as import_files
        from reports.roadmap_references import addresses_of_reports, reports_on
        from reports.signoff.due_reminders import remind_before_due
        from reports.signoff.review_reminders import remind_chairs
        from reports.stages import Stage
        from reports.tasks.queries import in_words
        from reports.word import handing_in as word_files
        from reports.word.cleanup import tidy as tidy_word_files
        from roadmaps.uses import register as register_use

        register_use(reports_on)
        register_languages(written_in)
        register_words("report", {stage.value: stage.label for stage in Stage})
        register_link("reports.report", addresses_of_reports)
        register_responsibilities(responsibilities)
        register_eraser(erase_from_reports)
        register_listener(documents.roles_changed)
        register_listener(news.roles_changed)
        post_save.connect(news.line_written, sender="journal.Entry", dispatch_uid="reports.news")
        for files in (import_files, word_files):
            purposes.register(files.PURPOSE, read=files.read, keep=files.keep, is_open=files.is_open)
        owners.register(documents.OWNER, rights=rights, changed=changed)
        daily.register("reports.reminders", remind)
        digest.register(in_words)
        daily.register("reports.due_reminders", remind_before_due)
        daily.register("reports.review_reminders", remind_chairs)
        daily.register("reports.word_files", tidy_word_files)
        for name in ("assignments.notices", "review.comment_notices", "review.suggestion_notices", "signoff.notices"):
            kinds.register(import_module(f"reports.{name}").KINDS)
        for feature in ("answers", "assignments", "contributions", "importing", "review", "signoff", "word"):
            register(import_module(f"reports.{feature}.journal").SENTENCES)
