"""What a running site should have; shown by `manage.py check`."""

from django.core.checks import Warning as CheckWarning
from django.core.checks import register


@register()
def pdf_engine(app_configs, **kwargs) -> list[CheckWarning]:
    """WeasyPrint needs Pango, which pip cannot bring."""
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        return [
            CheckWarning(
                f"PDF export is off: {str(error).splitlines()[0][:90]}",
                hint="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
                id="pathfinder.W001",
            )
        ]
    return []
