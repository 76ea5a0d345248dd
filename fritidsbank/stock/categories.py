"""Changing a category: its names, how long its things are lent, its fault words, its sizes."""

import re
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from fritidsbank.people.rules import free_text
from fritidsbank.refusals import Malformed, N_
from fritidsbank.schema import table_of
from fritidsbank.stock.catalogue import Fault
from fritidsbank.stock.category_upkeep import UpkeepTerms, change_upkeep
from fritidsbank.stock.models import Article, Category
from fritidsbank.stock.rules import keys_of
from fritidsbank.stock.tick_lists import OTHER

LOAN_DAYS = range(1, 366)
_CODE = re.compile(r"[a-z][a-z0-9_]{0,19}")
_article = table_of(Article)


@dataclass(eq=False)
class FaultLineWrong(Malformed):
    """A line that is not code = Swedish | English."""

    line: str

    message = N_("Write each fault as: edge = slö kant | dull edge. This line is not: {line}")


@dataclass(eq=False)
class FaultTwice(Malformed):
    """Two faults with one code."""

    fault_code: str

    message = N_("The fault {fault_code} stands there twice.")


@dataclass(eq=False)
class OtherMissing(Malformed):
    """There must be a word for everything else."""

    message = N_("The last line must be the fault called other, for everything else.")


@dataclass(eq=False)
class CategoryNameMissing(Malformed):
    """A category is called something in both languages."""

    message = N_("Write a name of at most 80 letters in both languages.")


@dataclass(frozen=True)
class Terms:
    """What may be changed about a category; of a parent only the names."""

    name: str
    name_en: str
    loan_days: int = 0
    guardian_under_18: bool = False
    check_at_return: bool = False
    check_advice: str = ""
    check_advice_en: str = ""
    sizes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    upkeep: UpkeepTerms = field(default_factory=UpkeepTerms)


def change_category(db: Session, category: Category, terms: Terms) -> None:
    """Other terms; its articles are found under its new names, and looked at by the new rules.

    Raises CategoryNameMissing.
    """
    name, name_en = free_text(terms.name), free_text(terms.name_en)
    if not (0 < len(name) <= 80 and 0 < len(name_en) <= 80):
        raise CategoryNameMissing
    renamed = (name, name_en) != (category.name, category.name_en)
    category.name, category.name_en = name, name_en
    if category.parent_id is not None:
        category.loan_days = terms.loan_days
        category.guardian_under_18 = terms.guardian_under_18
        category.check_at_return = terms.check_at_return
        category.check_advice = free_text(terms.check_advice, 200)
        category.check_advice_en = free_text(terms.check_advice_en, 200)
        category.sizes = list(dict.fromkeys(terms.sizes))
        category.faults = [fault.as_json() for fault in terms.faults]
        category.parts = terms.parts
        change_upkeep(db, category, terms.upkeep)
    db.flush()
    if renamed:
        _write_keys(db, category)


def faults_of(lines: list[str]) -> list[Fault]:
    """Fault words as people write them, one a line.

    Raises FaultLineWrong, FaultTwice, OtherMissing.
    """
    faults = [_fault(line) for line in lines]
    codes = [fault.code for fault in faults]
    for code in codes:
        if codes.count(code) > 1:
            raise FaultTwice(code)
    if codes[-1:] != [OTHER]:
        raise OtherMissing
    return faults


def fault_lines(category: Category) -> str:
    """The fault words of a category as `faults_of` reads them."""
    return "\n".join(f"{f['code']} = {f['word']} | {f['word_en']}" for f in category.faults)


def _fault(line: str) -> Fault:
    code, _, words = line.partition("=")
    word, _, word_en = words.partition("|")
    fault = Fault(code.strip(), word.strip(), word_en.strip())
    right = (
        _CODE.fullmatch(fault.code) and 0 < len(fault.word) <= 40 and 0 < len(fault.word_en) <= 40
    )
    if not right:
        raise FaultLineWrong(line[:60])
    return fault


def _write_keys(db: Session, category: Category) -> None:
    names = (category.name, category.name_en)
    rows = db.execute(
        select(Article.id, Article.name, Article.size, Article.brand).where(
            Article.category_id == category.id
        )
    )
    new = [
        {"which": row.id, "found_by": keys_of(row.name, row.size, row.brand, names)[0]}
        for row in rows
    ]
    if new:
        change = update(_article).where(_article.c.id == bindparam("which"))
        db.execute(change.values(search_key=bindparam("found_by")), new)
