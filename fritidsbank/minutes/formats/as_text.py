"""A paper as plain text, to be pasted into a mail. Lines are not wrapped: a mail does that."""

from fritidsbank.minutes.formats.paper import Figures, Paper, Section
from fritidsbank.minutes.formats.rich_text import Block, Prose


def as_text(paper: Paper) -> str:
    """The file."""
    parts = [paper.title, _facts(paper.facts), *paper.notes]
    parts += [text for block in paper.lead if (text := _block(block))]
    for word, people in paper.attendance:
        parts.append("\n".join([f"{word}:", *(f"- {person.said}" for person in people)]))
    for section in paper.sections:
        parts += _section(section)
    parts += [_facts(paper.closing)] if paper.closing else []
    return "\n\n".join(parts) + "\n"


def _facts(facts: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"{word}: {value}" for word, value in facts)


def _section(section: Section) -> list[str]:
    parts = [section.heading, *(text for block in section.blocks if (text := _block(block)))]
    parts += [f"{word}: {text}" for word, text in section.outcomes]
    return parts + [_figures(each) for each in section.figures]


def _figures(figures: Figures) -> str:
    rows = [f"- {word}: {value}" for word, value in figures.rows]
    return "\n".join([figures.title, *rows, figures.note])


def _block(block: Block, indent: str = "") -> str:
    if isinstance(block, Prose):
        return _prose(block).replace("\n", f"\n{indent}")
    lines = []
    for number, point in enumerate(block.points):
        sign = "-" if block.first is None else f"{block.first + number}."
        inner = indent + " " * (len(sign) + 1)
        said = f"\n{inner}".join(_block(each, inner) for each in point)
        lines.append(f"{sign} {said}".rstrip())
    return f"\n{indent}".join(lines)


def _prose(prose: Prose) -> str:
    return "".join(_linked(run.text, run.link) for run in prose.runs)


def _linked(text: str, link: str) -> str:
    # Of [the page](https://...) both are said, of an address that is its own text only one.
    return f"{text} ({link})" if link and link not in {text, f"mailto:{text}"} else text
