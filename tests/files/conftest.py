"""France's frame and plan, as the tests of the import have them."""

from tests.reports.importing.conftest import france_frame, france_plan, france_reading

__all__ = ["france_frame", "france_plan", "france_reading"]
