"""Writes src/icons/table.rs from the SVG files of the npm package lucide-static.

    npm pack lucide-static@1.62.0 && tar xzf lucide-static-1.62.0.tgz
    python3 crates/artwork/icons/extract.py package/icons > crates/artwork/src/icons/table.rs

Every shape becomes path data on Lucide's grid of 24 by 24, drawn as a line of width 2 with round ends.
"""

import pathlib
import re
import sys
import xml.etree.ElementTree as ET

NAMES = """
anchor atom award badge-check book-open brain briefcase building-2 calculator calendar-check camera chart-line
clipboard-check code-xml cog compass cpu crown dna drafting-compass feather flag flask-conical flower-2 gavel gem globe
graduation-cap hammer hand-heart handshake heart-pulse key-round landmark languages layers leaf library lightbulb
lock-keyhole map medal megaphone microscope mountain music palette pen-tool puzzle rocket scale scroll-text
shield-check ship-wheel sprout star stethoscope sun target tree-deciduous trophy users workflow wrench
""".split()


NUMBER = r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?"


def absolute_start(data):
    """A relative "m" at the head of a shape would continue from the shape before it; further pairs stay relative."""
    start = re.match(rf"m\s*({NUMBER})[\s,]*({NUMBER})\s*", data)
    if not start:
        return data
    rest = data[start.end() :]
    return f"M{start[1]} {start[2]}" + ("l" if re.match(NUMBER, rest) else "") + rest


def path(element):
    kind = element.tag.split("}")[-1]
    number = lambda name, default="0": float(element.get(name, default))
    show = lambda value: f"{value:g}"
    if kind == "path":
        return re.sub(r"\s+", " ", element.get("d")).strip()
    if kind in ("circle", "ellipse"):
        x, y = number("cx"), number("cy")
        rx, ry = (number("r"),) * 2 if kind == "circle" else (number("rx"), number("ry"))
        arc = f"a{show(rx)} {show(ry)} 0 1 0"
        return f"M{show(x - rx)} {show(y)}{arc} {show(2 * rx)} 0{arc} {show(-2 * rx)} 0Z"
    if kind == "line":
        return f"M{show(number('x1'))} {show(number('y1'))}L{show(number('x2'))} {show(number('y2'))}"
    if kind in ("polyline", "polygon"):
        points = re.split(r"[\s,]+", element.get("points").strip())
        pairs = " ".join(f"{points[i]} {points[i + 1]}" for i in range(0, len(points), 2))
        return "M" + pairs + ("Z" if kind == "polygon" else "")
    if kind == "rect":
        x, y, w, h = number("x"), number("y"), number("width"), number("height")
        r = number("rx", element.get("ry", "0"))
        corner = lambda dx, dy: f"a{show(r)} {show(r)} 0 0 1 {show(dx)} {show(dy)}" if r else ""
        return (
            f"M{show(x + r)} {show(y)}h{show(w - 2 * r)}{corner(r, r)}v{show(h - 2 * r)}{corner(-r, r)}"
            f"h{show(2 * r - w)}{corner(-r, -r)}v{show(2 * r - h)}{corner(r, -r)}Z"
        )
    raise SystemExit(f"unknown shape {kind}")


folder = pathlib.Path(sys.argv[1])
print("//! Icons of Lucide 1.62.0 (ISC; parts MIT, from Feather): see NOTICE. Written by `icons/extract.py`.")
print()
print("/// Name and path data, sorted by name.")
print("pub(super) const TABLE: &[(&str, &str)] = &[")
for name in sorted(NAMES):
    root = ET.parse(folder / f"{name}.svg").getroot()
    shapes = [absolute_start(path(child)) for child in root]
    print(f'    ("{name}", "{"".join(shapes)}"),')
print("];")
