"""A database may return rows in any order where none is asked for, and one day it does.

Cutting a page out of an unordered queryset fails; an unordered queryset comes back to front, so that whoever relies on
the order in which rows happened to be written sees it at once.
"""

import sys

from django.db.models import QuerySet

from tests.strict import refuse


def install() -> None:
    getitem, fetch_all = QuerySet.__getitem__, QuerySet._fetch_all

    def ordered_getitem(self, key):
        asked_by = sys._getframe(1).f_code.co_name
        if self._result_cache is None and not self.ordered and asked_by != "__repr__":
            refuse(f"{self.model.__name__}: rows are cut out of a queryset without order_by")
        return getitem(self, key)

    def fetch_all_reversed(self):
        fresh = self._result_cache is None
        fetch_all(self)
        if fresh and not self.ordered:
            self._result_cache.reverse()

    QuerySet.__getitem__ = ordered_getitem
    QuerySet._fetch_all = fetch_all_reversed
