"""Which names go when a person is erased, and which stay.

The history of the stages keeps keys beside names, so its names go. What was frozen stays whole: who signed, who
answered for a group and who took part belong to the text that a country signed, and its hash would no longer fit.
What people wrote together keeps the keys of its authors (coediting.models: Update, Hand) and no name: names are shown
to others while one writes, from the account, and are kept nowhere; so does every version of an answer. When somebody
was last where is nobody's business any more. Comments stay with the key of their author; where one names the person
with @, the neutral name takes the place of the name. For Word files see reports.word.erasure.
"""

import re

from django.db.models import Q

from forum.models import User
from reports.models import Comment, EarlierComment, LastVisit, StageChange
from reports.word.erasure import erase_from_word


def erase_from_reports(user: User, neutral: str) -> None:
    erase_from_word(user, neutral)
    StageChange.objects.filter(by=user).update(by_name=neutral)
    LastVisit.objects.filter(user=user).delete()
    handles = sorted({user.name, user.email} - {""}, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)@(?:{'|'.join(map(re.escape, handles))})(?!\w)", re.IGNORECASE)
    named = Q(*(("body__icontains", f"@{handle}") for handle in handles), _connector=Q.OR)
    for model in (Comment, EarlierComment):
        for row in model.objects.filter(named).order_by("pk"):
            model.objects.filter(pk=row.pk).update(body=pattern.sub(f"@{neutral}", row.body))
