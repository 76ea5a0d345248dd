"""A paper as Markdown (CommonMark): durable, and readable as it is.

What means something to Markdown is escaped wherever it might, so that `*` stays a star.
"""

import re
import unicodedata

from fritidsbank.minutes.formats.paper import Figures, Paper, Section
from fritidsbank.minutes.formats.rich_text import Block, Prose, Run

_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>~])|&(?=#?\w+;)|!(?=$)")
_AT_THE_START = re.compile(r"(?m)^(\s*)([#+\-=|]|\d{1,9}(?=[.)]))")


def as_markdown(paper: Paper) -> str:
    """The file."""
    parts = [f"# {escaped(paper.title)}", _facts(paper.facts)]
    parts += [f"*{escaped(note).strip()}*" for note in paper.notes]
    parts += [text for block in paper.lead if (text := markdown_of(block))]
    for word, people in paper.attendance:
        parts.append(f"**{escaped(word)}:**")
        parts.append("\n".join(f"- {escaped(person.said)}" for person in people))
    for section in paper.sections:
        parts += _section(section)
    parts += ["---", _facts(paper.closing)] if paper.closing else []
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text that says itself, also at the start of a line."""
    said = _MEANS_SOMETHING.sub(lambda found: f"\\{found[0]}", text)
    return _AT_THE_START.sub(_start, said)


def markdown_of(block: Block, indent: str = "") -> str:
    """A paragraph or a list; lines after the first are indented as far as it stands."""
    if isinstance(block, Prose):
        return _prose(block).replace("\n", f"  \n{indent}")
    lines = []
    for number, point in enumerate(block.points):
        sign = "-" if block.first is None else f"{block.first + number}."
        inner = indent + " " * (len(sign) + 1)
        said = f"\n\n{inner}".join(markdown_of(each, inner) for each in point)
        lines.append(f"{sign} {said}".rstrip())
    return f"\n{indent}".join(lines)


def _facts(facts: tuple[tuple[str, str], ...]) -> str:
    return "  \n".join(f"**{escaped(word)}:** {escaped(value)}" for word, value in facts)


def _section(section: Section) -> list[str]:
    parts = [f"## {_heading(section.heading)}".rstrip()]
    parts += [text for block in section.blocks if (text := markdown_of(block))]
    parts += [f"**{escaped(word)}:** {escaped(text)}" for word, text in section.outcomes]
    return parts + [part for each in section.figures for part in _figures(each)]


def _heading(text: str) -> str:
    # Behind "## " a number is no list, and hashes at the end are no decoration.
    said = _MEANS_SOMETHING.sub(lambda found: f"\\{found[0]}", text)
    return re.sub(r"#(?=#*$)", r"\\#", said)


def _figures(figures: Figures) -> list[str]:
    rows = "\n".join(f"- {escaped(word)}: {escaped(value)}" for word, value in figures.rows)
    return [f"**{escaped(figures.title)}**" if figures.title else "", rows, escaped(figures.note)]


def _prose(prose: Prose) -> str:
    texts = [" ", *(run.text for run in prose.runs), " "]
    said = "".join(
        _styled(run, before[-1:], after[:1])
        for run, before, after in zip(prose.runs, texts, texts[2:], strict=False)
    )
    return _AT_THE_START.sub(_start, said)


def _start(found: re.Match[str]) -> str:
    # What stood far to the right would be code.
    return f"{found[2]}\\" if found[2].isdigit() else f"\\{found[2]}"


def _styled(run: Run, before: str, after: str) -> str:
    said = _MEANS_SOMETHING.sub(lambda found: f"\\{found[0]}", run.text)
    bare = said.strip()
    if not bare:
        return said
    left, right = said[: said.index(bare)], said[said.index(bare) + len(bare) :]
    if _may_touch(left[-1:] or before, bare[0]) and _may_touch(right[:1] or after, bare[-1]):
        stars = "*" * (run.emphasis + 2 * run.strong)
        bare = f"{stars}{bare}{stars}"
    if run.link:
        bare = f"[{bare}](<{run.link}>)"
    return left + bare + right


def _may_touch(outside: str, inside: str) -> bool:
    """Whether a star between the two is read as the edge of what is emphasised."""
    return not _is_sign(inside) or outside.isspace() or _is_sign(outside)


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PS"
