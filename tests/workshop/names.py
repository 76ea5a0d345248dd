"""Names as people in Sweden bear them, to be typed where none may stay."""

from fritidsbank.workshop import bench_words


def _groups() -> dict[str, list[str]]:
    """The list of the program by the headings of its groups."""
    groups: dict[str, list[str]] = {}
    for part in bench_words.NAMES_FILE.read_text(encoding="utf-8").split("\n\n")[1:]:
        heading, _, names = part.partition("\n")
        groups[heading.removeprefix("# ")] = names.split()
    return groups


GROUPS = _groups()
NAMES = tuple(dict.fromkeys(name for group in GROUPS.values() for name in group))
