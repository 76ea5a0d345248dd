"""What came of an item, as far as its words tell: decisions and things to do, suggested only."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from fritidsbank.minutes.first_names import first_names
from fritidsbank.minutes.reading.words import longest_first
from fritidsbank.minutes.rules import ItemKind, OutcomeKind

_MARKS = r"(?:- )?(?:\*\*)?"
_ABOUT = r"(?: (?:på|om|till|för|angående) [^.:;!?]{2,40}| \([^()]{1,40}\))?"
_LABELS = [(kind, longest_first("outcomes", kind)) for kind in OutcomeKind]
_LABEL = [
    (
        kind,
        re.compile(rf"{_MARKS}(?:{said}){_ABOUT}\**? ?:\**? ?(.*)", re.IGNORECASE),
    )
    for kind, said in _LABELS
]
_BARE = [
    (kind, re.compile(rf"{_MARKS}(?:{said})(?:\*\*)?", re.IGNORECASE))
    for kind, said in _LABELS
]  # fmt: skip
_DECIDED = re.compile(rf"\b(?:{longest_first('outcomes', 'decided')})\b", re.IGNORECASE)
_UNDECIDED = re.compile(
    rf"\b(?:{longest_first('outcomes', 'undecided')})\b[^.]{{0,25}}$", re.IGNORECASE
)
_TO_DO = re.compile(rf"\b(?:{longest_first('outcomes', 'to_do')})\b", re.IGNORECASE)
_DOES = re.compile(
    rf"([A-ZÅÄÖ][\w-]+)((?: [A-ZÅÄÖ][\w-]+)?(?: (?:och|&) [A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?)?)"
    rf" (?:{longest_first('outcomes', 'does')})\b"
)
"""Who does something next: "Anna kollar priset"."""
_OWNER = re.compile(
    r"\bansvarig(?:a)?(?:\*\*)? ?:(?:\*\*)? ?([^.;\n]{2,80}?)"
    r"(?:[.;\n]|,? (?:senast|klart|till)\b|$)",
    re.IGNORECASE,
)
_MOST = 50


@dataclass(frozen=True)
class Suggested:
    """Something that was decided, or is to be done. `sure`: a label says so, not a verb."""

    kind: OutcomeKind
    text: str
    owner: str = ""
    sure: bool = True


def outcomes_of(title: str, text: str) -> list[Suggested]:
    """What an item's title and Markdown suggest, labels first met, then verbs."""
    found: list[Suggested] = []
    # Below "Att göra" each point of a list is something to do.
    titled = _labelled(f"{title}:") if "- " in text else None
    listed = titled[0] if titled else None
    waiting: OutcomeKind | None = None
    for line in text.split("\n"):
        if not line.strip() or len(found) >= _MOST:
            continue
        labelled = _labelled(line)
        if labelled:
            kind, words = labelled
            waiting = None if words else kind
            if words:
                _add(found, kind, words, line)
        elif waiting is not None:
            _add(found, waiting, line.removeprefix("- "), line)
            if not line.startswith("- "):
                waiting = None
        elif listed is not None and line.startswith("- "):
            _add(found, listed, line.removeprefix("- "), line)
        elif line.endswith(":") and _DECIDED.search(line[-80:]):
            waiting = OutcomeKind.DECISION
        else:
            found += _by_verbs(line)
    if not found and (labelled := _labelled(f"{title}: {text[:200]}".split("\n")[0])):
        _add(found, labelled[0], text[:2000].strip() or title, text)
    return found


def without_told(text: str, told: Collection[str]) -> str:
    """The text without the lines that only say, below a label, what stands beside it anyway."""
    kept: list[str] = []
    label, eaten = "", False
    for line in text.split("\n"):
        labelled = _labelled(line)
        if labelled is not None and labelled[1] in told:
            continue
        if labelled is not None and not labelled[1]:
            kept += [label] if label and not eaten else []
            label, eaten = line, False
        elif label and line.removeprefix("- ").strip() in told:
            eaten = True
        elif label and line.strip():
            # A list of which something stays keeps its label; so does what nobody took.
            kept += [label] if not eaten or line.startswith("- ") else []
            kept.append(line)
            label = ""
        else:
            kept.append(line)
    kept += [label] if label and not eaten else []
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def kind_of(title: str, suggested: list[Suggested]) -> ItemKind:
    """What kind of item it is, by the weightiest thing that came of it."""
    kinds = {each.kind for each in suggested}
    labelled = {each.kind for each in suggested if each.sure}
    if OutcomeKind.PROPOSAL in labelled and OutcomeKind.ACTION not in labelled:
        kinds.discard(OutcomeKind.ACTION)
    for outcome, kind in (
        (OutcomeKind.DECISION, ItemKind.DECISION),
        (OutcomeKind.ACTION, ItemKind.ACTION),
        (OutcomeKind.PROPOSAL, ItemKind.PROPOSAL),
    ):
        if outcome in kinds:
            return kind
    if title.casefold().startswith(("diskussion", "samtal om")):
        return ItemKind.DISCUSSION
    return ItemKind.INFORMATION


def _labelled(line: str) -> tuple[OutcomeKind, str] | None:
    line = line[:4000].strip()
    for kind, pattern in _LABEL:
        if found := pattern.fullmatch(line):
            return kind, found[1].strip()
    for kind, pattern in _BARE:
        if pattern.fullmatch(line[:60]):
            return kind, ""
    return None


def _add(found: list[Suggested], kind: OutcomeKind, words: str, line: str) -> None:
    owner = _OWNER.search(line[:4000])
    name = owner[1].strip() if owner else ""
    last = found[-1] if found else None
    if last and name and words.startswith(name) and (last.kind, last.owner) == (kind, ""):
        # "Ansvarig: Anna" says whose the thing above is.
        found[-1] = Suggested(kind, last.text, name)
        return
    found.append(Suggested(kind, words, name))


def _by_verbs(line: str) -> list[Suggested]:
    found: list[Suggested] = []
    for sentence in _sentences(line.removeprefix("- ")[:20_000]):
        inside = _inside_label(sentence)
        if inside:
            found.append(inside)
        elif (verb := _DECIDED.search(sentence)) and not _UNDECIDED.search(
            sentence[: verb.start()]
        ):
            found.append(Suggested(OutcomeKind.DECISION, sentence, sure=False))
        elif _TO_DO.search(sentence):
            found.append(Suggested(OutcomeKind.ACTION, sentence, sure=False))
        elif (does := _DOES.match(sentence)) and does[1] in first_names().all:
            owner = does[1] + does[2]
            found.append(Suggested(OutcomeKind.ACTION, sentence, owner, sure=False))
        if len(found) >= _MOST:
            break
    return found


def _inside_label(sentence: str) -> Suggested | None:
    """What a label says in the midst of a paragraph."""
    for kind, pattern in _LABEL:
        if (found := pattern.fullmatch(sentence[:4000])) and found[1]:
            owner = _OWNER.search(sentence[:4000])
            return Suggested(kind, found[1].strip(), owner[1].strip() if owner else "")
    return None


def _sentences(line: str) -> list[str]:
    return [
        said for part in re.split(r"(?<=[.!?]) +(?=[A-ZÅÄÖ\"”])", line) if (said := part.strip())
    ]
