"""Recalls: what is called back has been blocked, and only a recall in force blocks."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from fritidsbank.doctor.finding import MOST, Facts, check, rows
from fritidsbank.refusals import N_
from fritidsbank.stock.models import Article, Block, Place, Recall
from fritidsbank.stock.recall_matching import Written
from fritidsbank.stock.recalled import in_force, reasons_for
from fritidsbank.stock.rules import PlaceKind


@check(N_("Article {article} is called back by recall {recall}, and was never blocked for it."))
def called_back_unblocked(db: Session) -> Facts:
    """Whatever a recall in force calls back has a block of it, or had one that was lifted."""
    recalls = in_force(db)
    had = {
        (article, recall)
        for article, recall in db.execute(
            select(Block.article_id, Block.recall_id).where(Block.recall_id.is_not(None))
        )
    }
    found = 0
    for article, *facts in db.execute(
        select(
            Article.id,
            Article.category_id,
            Article.name,
            Article.brand,
            Article.made_year,
            Article.attributes,
        )
        .join(Place, Place.id == Article.place_id)
        .where(Place.kind != PlaceKind.GONE)
    ):
        for recall in reasons_for(recalls, Written(*facts)):
            if (article, recall.id) not in had and found < MOST:
                found += 1
                yield {"article": str(article), "recall": str(recall.id)}


@check(N_("Article {article} is still blocked for recall {recall}, which has ended."))
def blocked_by_ended_recall(db: Session) -> Facts:
    """Whoever ends a recall lifts its blocks."""
    return rows(
        db,
        select(Block.article_id.label("article"), Recall.id.label("recall"))
        .join(Recall, Recall.id == Block.recall_id)
        .where(Block.lifted_at.is_(None), Recall.ended_at.is_not(None)),
    )


@check(N_("Recall {recall} has ended, but by whom and why is not noted; or the other way round."))
def recall_half_ended(db: Session) -> Facts:
    """What has ended was ended by somebody, for a reason."""
    ended = Recall.ended_at.is_not(None)
    return rows(
        db,
        select(Recall.id.label("recall")).where(
            (ended != Recall.ended_by_id.is_not(None)) | (ended != (Recall.ended_because != ""))
        ),
    )


CHECKS = (called_back_unblocked, blocked_by_ended_recall, recall_half_ended)
