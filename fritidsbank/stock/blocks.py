"""Looking up the blocks of an article."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from fritidsbank.refusals import N_, NotFound
from fritidsbank.stock.models import Block


@dataclass(eq=False)
class NoSuchBlock(NotFound):
    """The article has no such block."""

    message = N_("That block is not in the register.")


def block_with(db: Session, block: int, article: int) -> Block:
    """One block of an article. Raises NoSuchBlock."""
    found = db.get(Block, block)
    if found is None or found.article_id != article:
        raise NoSuchBlock
    return found
