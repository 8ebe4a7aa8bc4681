from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from coediting import owners
        from files import purposes
        from forum.erasing import register as register_eraser
        from forum.responsibilities import register as register_responsibilities
        from forum.role_changes import register as register_listener
        from journal.actions import register, register_words
        from journal.links import register as register_link
        from notices import daily, kinds
        from reports.answers import documents
        from reports.answers.document_rights import rights
        from reports.answers.shared_text import changed
        from reports.assignments import actions
        from reports.assignments.reminders import remind
        from reports.assignments.responsibilities import responsibilities
        from reports.erasing import erase_from_reports
        from reports.importing import handing_in as import_files
        from reports.review import comment_notices as telling_of_comments
        from reports.review import suggestion_notices as proposals
        from reports.roadmap_references import addresses_of_reports, reports_on
        from reports.signoff import notices
        from reports.stages import Stage
        from reports.word import handing_in as word_files
        from reports.word.cleanup import tidy as tidy_word_files
        from roadmaps.uses import register as register_use

        register_use(reports_on)
        register_words("report", {stage.value: stage.label for stage in Stage})
        register_link("reports.report", addresses_of_reports)
        register_responsibilities(responsibilities)
        register_eraser(erase_from_reports)
        register_listener(documents.roles_changed)
        for files in (import_files, word_files):
            purposes.register(files.PURPOSE, read=files.read, keep=files.keep, is_open=files.is_open)
        owners.register(documents.OWNER, rights=rights, changed=changed)
        daily.register("reports.reminders", remind)
        daily.register("reports.word_files", tidy_word_files)
        kinds.register(notices.KINDS)
        kinds.register(actions.KINDS)
        kinds.register(telling_of_comments.KINDS)
        kinds.register(proposals.KINDS)
        register(
            {
                "campaign.opened": _("%(actor)s opened the campaign %(target)s"),
                "report.opened": _("%(actor)s opened the report %(target)s"),
                "answer.saved": _("%(actor)s saved an answer of %(target)s"),
                "answer.set_aside": _("%(actor)s chose the other of two versions of an answer of %(target)s"),
                "answer.restored": _("%(actor)s brought back an earlier answer of %(target)s"),
                "proposal.made": _("%(actor)s proposed other words for an answer of %(target)s"),
                "proposal.decided": _("%(actor)s decided what becomes of proposed words in %(target)s"),
                "proposal.described": _("%(actor)s said for whom a proposal for %(target)s is made"),
                "proposal.withdrawn": _("%(actor)s took back a proposal for %(target)s"),
                "word.taken": _("%(actor)s took a part of %(target)s out as a Word file"),
                "word.read": _("%(actor)s sent back a Word file for %(target)s"),
                "contributors.printed": _("%(actor)s had the contributors printed in %(target)s"),
                "contributors.left_out": _("%(actor)s left the contributors out of %(target)s"),
                "original.changed": _("%(actor)s changed the original language of an answer of %(target)s"),
                "next_step.added": _("%(actor)s added a next step to %(target)s"),
                "next_step.moved": _("%(actor)s changed the order of the next steps of %(target)s"),
                "next_step.removed": _("%(actor)s removed a next step from %(target)s"),
                "next_step.brought_back": _("%(actor)s brought back a next step of %(target)s"),
                "assignment.made": _("%(actor)s assigned a part of %(target)s"),
                "assignment.changed": _("%(actor)s changed an assignment in %(target)s"),
                "assignment.done": _("%(actor)s marked an assigned part of %(target)s as done"),
                "assignment.reopened": _("%(actor)s opened an assigned part of %(target)s again"),
                "assignment.ended": _("%(actor)s took back an assigned part of %(target)s"),
                "comments.opened": _("%(actor)s began a thread of comments on %(target)s"),
                "comments.resolved": _("%(actor)s resolved a thread of comments on %(target)s"),
                "comments.reopened": _("%(actor)s opened a thread of comments on %(target)s again"),
                "comments.removed": _("%(actor)s removed a comment on %(target)s"),
                "secretariat.allowed": _("%(actor)s let the secretariat fill in %(target)s on the country’s behalf"),
                "secretariat.stopped": _("%(actor)s stopped the secretariat from filling in %(target)s"),
                "file.read": _("%(actor)s read a file for %(target)s"),
                "file.imported": _("%(actor)s imported a file into %(target)s"),
                "file.undone": _("%(actor)s undid the import of a file into %(target)s"),
                "report.send_to_forum": _("%(actor)s sent %(target)s to the forum"),
                "report.propose_without_forum": _("%(actor)s proposed %(target)s for signature"),
                "report.propose_sign_off": _("%(actor)s proposed %(target)s for signature"),
                "report.ask_changes": _("%(actor)s took %(target)s back from the forum to change it"),
                "report.sign": _("%(actor)s signed and submitted %(target)s"),
                "report.refuse_to_sign": _("%(actor)s returned %(target)s without signing"),
                "report.take_back": _("%(actor)s took %(target)s back from the signatory"),
                "report.publish": _("%(actor)s published %(target)s"),
                "report.return_submitted": _("%(actor)s returned %(target)s to the country"),
                "report.withdraw": _("%(actor)s withdrew %(target)s"),
                "report.correct": _("%(actor)s opened a corrected version of %(target)s"),
                "report.correction_taken_back": _("%(actor)s took back the corrected version of %(target)s"),
                "review.answered": _("%(actor)s answered for a working group to %(target)s"),
                "review.changed": _("%(actor)s changed a working group’s answer to %(target)s"),
                "report.reminded": _("%(actor)s reminded the focal point of %(target)s, which is late"),
                "report.exported": _("%(actor)s exported %(target)s"),
            }
        )
