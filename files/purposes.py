"""What files are handed in for. The app whose files they are registers itself, and is asked in two steps.

    register("reports.import", read=…, keep=…, is_open=…)        # AppConfig.ready

`read(upload, content)` runs in the queue, outside of any transaction: it takes what it needs from the tables and has
the file read apart (`files.process`). It raises Refused.
`keep(upload, content, found)` runs in the transaction that ends the reading: it keeps what was read, and gives the
address at which the person goes on. It raises Refused, or PermissionDenied where the right is gone meanwhile.
`is_open(upload)` says of a file that was read whether that address still asks for an act. The same file once more
leads there; when all is done, it is read again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from files.models import Upload


@dataclass(frozen=True)
class Purpose:
    read: Callable[[Upload, bytes], Any]
    keep: Callable[[Upload, bytes, Any], str]
    is_open: Callable[[Upload], bool]


PURPOSES: dict[str, Purpose] = {}


def register(
    name: str,
    *,
    read: Callable[[Upload, bytes], Any],
    keep: Callable[[Upload, bytes, Any], str],
    is_open: Callable[[Upload], bool],
) -> None:
    if name in PURPOSES:
        raise ValueError(f"{name} is registered twice")
    PURPOSES[name] = Purpose(read, keep, is_open)
