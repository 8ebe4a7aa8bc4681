"""What a browser calls itself, in two words that a person knows. Good enough to recognise one's own."""

BROWSERS = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
]
"""In this order: Edge says that it is Chrome, Chrome that it is Safari, Android that it is Linux."""


def browser_and_system(agent: str) -> tuple[str, str]:
    """The two names; "" for what is not known."""
    return first(BROWSERS, agent), first(SYSTEMS, agent)


def first(names: list[tuple[str, str]], agent: str) -> str:
    return next((name for mark, name in names if mark in agent), "")
