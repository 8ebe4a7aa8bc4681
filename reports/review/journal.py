from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "proposal.made": _("%(actor)s suggested changes to an answer of %(target)s"),
    "proposal.decided": _("%(actor)s decided what becomes of proposed words in %(target)s"),
    "proposal.described": _("%(actor)s said for whom a proposal for %(target)s is made"),
    "proposal.withdrawn": _("%(actor)s took back a proposal for %(target)s"),
    "comments.opened": _("%(actor)s began a thread of comments on %(target)s"),
    "comments.resolved": _("%(actor)s resolved a thread of comments on %(target)s"),
    "comments.reopened": _("%(actor)s opened a thread of comments on %(target)s again"),
    "comments.removed": _("%(actor)s removed a comment on %(target)s"),
}
