from django_tasks import task

from coediting.compaction import compact_all


@task()
def gather_logs() -> None:
    """What no room gathered: texts that were written without one, or whose process ended."""
    compact_all()
