"""The recalls in force, and the block on whatever they call back, wherever it comes from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from fritidsbank.schema import table_of
from fritidsbank.stock.models import Article, Block, Recall
from fritidsbank.stock.recall_matching import HITS, Product, Written, likeness

LONGEST_REASON = 200
_CALLED_BACK = "Återkallad: "
"""Begins a block's reason, which is kept as it is and so is written in the language of the shop."""


@dataclass(frozen=True)
class InForce:
    """A recall that hits what it is about, and the reason that its blocks give."""

    id: int
    product: Product
    reason: str


_recall = table_of(Recall)
_block = table_of(Block)
_article = table_of(Article)
_IN_FORCE = (
    select(
        _recall.c.id,
        _recall.c.maker,
        _recall.c.model,
        _recall.c.years_from,
        _recall.c.years_to,
        _recall.c.category_id,
        _recall.c.advice,
    )
    .where(_recall.c.ended_at.is_(None))
    .order_by(_recall.c.id)
)
_WRITTEN = select(
    _article.c.category_id,
    _article.c.name,
    _article.c.brand,
    _article.c.made_year,
    _article.c.attributes,
).where(_article.c.id == bindparam("id"))


def in_force(db: Session) -> list[InForce]:
    """Every recall that has not ended."""
    return [
        InForce(number, (product := Product(*of)), reason_of(product, advice))
        for number, *of, advice in db.execute(_IN_FORCE)
    ]


def reason_of(product: Product, advice: str) -> str:
    """What stands on the block of such an article."""
    named = f"{product.maker} {product.model}".strip()
    reason = f"{_CALLED_BACK}{named}. {advice}".removesuffix(". ")
    if len(reason) <= LONGEST_REASON:
        return reason
    return reason[: LONGEST_REASON - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def reasons_for(recalls: Iterable[InForce], article: Written) -> list[InForce]:
    """Those of the recalls that call an article back."""
    return [one for one in recalls if likeness(one.product, article) in HITS]


def block_called_back(
    db: Session, articles: Mapping[int, Written], *, at: datetime, account: int
) -> dict[int, tuple[str, ...]]:
    """Block at once whatever a recall in force calls back; the reasons, by article.

    To be asked after the articles are written, in the same unit of work: then nobody can add a
    recall between. Where a block of the same recall was lifted, that word stands.
    """
    recalls = in_force(db)
    if not recalls:
        return {}
    hits = [(number, one) for number, of in articles.items() for one in reasons_for(recalls, of)]
    return add_blocks(db, hits, at=at, account=account)


def block_again(db: Session, article: int, *, at: datetime, account: int) -> tuple[str, ...]:
    """The same for an article that was gone while recalls came in, and is here again."""
    of = Written(*db.execute(_WRITTEN, {"id": article}).one())
    return block_called_back(db, {article: of}, at=at, account=account).get(article, ())


def add_blocks(
    db: Session, hits: Sequence[tuple[int, InForce]], *, at: datetime, account: int
) -> dict[int, tuple[str, ...]]:
    """Block these articles for these recalls, unless one has or had that very block."""
    if not hits:
        return {}
    known = select(_block.c.article_id, _block.c.recall_id).where(
        _block.c.recall_id.in_({one.id for _, one in hits})
    )
    if len(hits) <= 50:
        known = known.where(_block.c.article_id.in_({number for number, _ in hits}))
    had = {(row[0], row[1]) for row in db.execute(known)}
    fresh = [(number, one) for number, one in hits if (number, one.id) not in had]
    reasons: dict[int, tuple[str, ...]] = {}
    for number, one in fresh:
        reasons[number] = (*reasons.get(number, ()), one.reason)
    if fresh:
        rows = [
            {
                "article_id": number,
                "reason": one.reason,
                "since_at": at,
                "account_id": account,
                "recall_id": one.id,
                "lifted_because": "",
            }
            for number, one in fresh
        ]
        db.execute(insert(_block), rows)
    return reasons
