"""The layout inside reports/, from its imports: `python docs/layout.py` draws docs/layout.svg and prints the figures of
the last commit, `python docs/layout.py 72bab53` those of another. A part is a folder, or a module that lies in none.
"""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTH, ROW, BOX, HIGH = 1200, 96, 276, 44
ON_TOP = {"apps", "urls", "erasing", "roadmap_references", "management", "templatetags"}
LABELS = {"models": "models, stages", "pages": "pages, urls, apps, commands"}
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="15">
<title>The parts of reports/, with the number of their modules, and what they import</title>
<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="9" markerHeight="9" orient="auto">
<path d="M0,0 L8,4 L0,8 z" fill="#555"/></marker>
{body}
</svg>
"""
ARROW = '<path d="M{},{} L{},{}" stroke="#555" marker-end="url(#tip)"/>'
NODE = (
    '<rect x="{}" y="{}" width="{}" height="{}" rx="6" fill="#fff" stroke="#555"/>\n'
    '<text x="{}" y="{}" text-anchor="middle">{} · {}</text>'
)
Arrows = set[tuple[str, str]]


def git(*args: str) -> str:
    return subprocess.run(["git", *args], cwd=ROOT, capture_output=True, check=True).stdout.decode()


def imports(commit: str) -> tuple[set[str], Arrows]:
    """The modules of reports in a commit, without migrations, and which imports which."""
    paths = git("ls-tree", "-r", "--name-only", commit, "reports").splitlines()
    paths = [path for path in paths if path.endswith(".py") and "/migrations/" not in path]
    names = {path.removesuffix(".py").removesuffix("/__init__").replace("/", "."): path for path in paths}
    found = set()
    for name, path in names.items():
        for node in ast.walk(ast.parse(git("show", f"{commit}:{path}"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    wanted = (f"{node.module}.{alias.name}", node.module)
                    found |= {(name, next((one for one in wanted if one in names), name))}
    return set(names), {(one, other) for one, other in found if one != other}


def below(arrows: Arrows, one: str) -> set[str]:
    """A node and all that it reaches."""
    found, left = {one}, [one]
    while left:
        at = left.pop()
        left += (new := {other for source, other in arrows if source == at} - found)
        found |= new
    return found


def levels(nodes: set[str], arrows: Arrows) -> dict[str, int]:
    """Each node stands one above the highest that it imports; those in a circle stand on one level."""
    reach, level = {one: below(arrows, one) for one in nodes}, {}
    for one in sorted(nodes, key=lambda node: len(reach[node])):
        level[one] = 1 + max((level[other] for other in reach[one] if one not in reach[other]), default=0)
    return level


def figures(modules: set[str], arrows: Arrows) -> str:
    parts = {name.split(".")[1] for name in modules - {"reports"}}
    coarse = {(one.split(".")[1], other.split(".")[1]) for one, other in arrows if "reports" not in (one, other)}
    coarse = {(one, other) for one, other in coarse if one != other}
    circles = [one for one, other in coarse if one in below(coarse, other)]
    return (
        f"{len(modules)} modules, {len(arrows)} arrows, {max(levels(modules, arrows).values())} levels; "
        f"{len(parts)} parts, {len(coarse)} arrows, {max(levels(parts, coarse).values())} levels, "
        f"{len(circles)} arrows in circles\n"
    )


def drawing(modules: set[str], arrows: Arrows) -> str:
    """Who imports stands above. An arrow that is implied by two others is left out."""
    part = {name: name.split(".")[1] for name in modules - {"reports"}}
    part = {name: "pages" if one in ON_TOP else "models" if one == "stages" else one for name, one in part.items()}
    coarse = {(part[one], part[other]) for one, other in arrows if part[one] != part[other]}
    level = levels(set(part.values()), coarse)
    top, place, body = max(level.values()), {}, []
    for row in range(1, top + 1):
        names = sorted(name for name in level if level[name] == row)
        place |= {name: (WIDTH * at // (len(names) + 1), ROW * (top - row) + HIGH) for at, name in enumerate(names, 1)}
    for one, other in sorted(coarse):
        if not any((one, by) in coarse and other in below(coarse, by) for by in level if by not in (one, other)):
            (x, y), (x2, y2) = place[one], place[other]
            body.append(ARROW.format(x, y + HIGH // 2, x2, y2 - HIGH // 2))
    for name, (x, y) in sorted(place.items()):
        box, number = (x - BOX // 2, y - HIGH // 2, BOX, HIGH), list(part.values()).count(name)
        body.append(NODE.format(*box, x, y + 5, LABELS.get(name, name), number))
    return SVG.format(width=WIDTH, height=ROW * top, body="\n".join(body))


if __name__ == "__main__":
    found = imports(*(sys.argv[1:] or ["HEAD"]))
    if not sys.argv[1:]:
        (ROOT / "docs/layout.svg").write_text(drawing(*found), encoding="utf-8")
    sys.stdout.write(figures(*found))
