"""Which names go when a person is erased, and which stay.

The history of the stages keeps keys beside names, so its names go. What was frozen stays whole: who signed, who
answered for a group and who took part belong to the text that a country signed, and its hash would no longer fit.
What people wrote together keeps the keys of its authors (coediting.models: Update, Hand) and no name: names are shown
to others while one writes, from the account, and are kept nowhere. So does every version of an answer. When somebody
was last where is nobody's business any more.
"""

from forum.models import User
from reports.models import LastVisit, StageChange


def erase_from_reports(user: User, neutral: str) -> None:
    StageChange.objects.filter(by=user).update(by_name=neutral)
    LastVisit.objects.filter(user=user).delete()
