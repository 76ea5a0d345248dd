"""The register of recalls: what one would hit, adding it with its blocks, and ending it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select, text, update
from sqlalchemy.orm import Session

from fritidsbank.people.rules import free_text
from fritidsbank.refusals import Malformed, N_, NotFound, Refusal
from fritidsbank.stock.actions import Signature, enough_words
from fritidsbank.stock.models import Article, Block, Category, Place, Recall
from fritidsbank.stock.recall_matching import EARLIEST, HITS, Likeness, Product, Written, likeness
from fritidsbank.stock.recalled import InForce, add_blocks, in_force, reason_of
from fritidsbank.stock.rules import PlaceKind

MOST_OF_A_MAKER = 200
"""A recall that names neither model nor category blocks no more than so many at once."""


@dataclass(eq=False)
class NoSuchRecall(NotFound):
    """The number leads nowhere."""

    message = N_("That recall is not in the register.")


@dataclass(eq=False)
class SourceMissing(Malformed):
    """Nobody could look it up again."""

    message = N_("Write where it stands: an address, or who told you.")


@dataclass(eq=False)
class PublishedWrong(Malformed):
    """A day that has not come, or long before anything of ours was made."""

    message = N_("Write the day when it was made known: not before 1950, and no later than today.")


@dataclass(eq=False)
class TooBroad(Refusal):
    """It would stop the shop, and hardly is what the source says."""

    hits: int
    stock: int

    message = N_(
        "That would block {hits} of {stock} articles. Name the model or the category, "
        "so that only what is called back is blocked."
    )


@dataclass(eq=False)
class InForceAlready(Refusal):
    """The same maker, model, years and category."""

    message = N_("That recall is in the register already, and in force.")


@dataclass(eq=False)
class ReachChanged(Refusal):
    """What somebody said yes to is not what would be done now."""

    hits: int

    message = N_("The stock has changed since you looked: now it is {hits}. Look once more.")


@dataclass(eq=False)
class EndedAlready(Refusal):
    """Somebody was faster."""

    message = N_("That recall has ended already.")


@dataclass(frozen=True)
class Notice:
    """A recall as somebody writes it down. `source` is an address, or words."""

    product: Product
    source: str
    published_on: date
    advice: str = ""

    def checked(self, *, today: date) -> "Notice":
        """The same, tidied. Raises SourceMissing, PublishedWrong, and what a Product raises."""
        source = free_text(self.source, 200)
        if not source:
            raise SourceMissing
        if self.published_on.year < EARLIEST or self.published_on > today:
            raise PublishedWrong
        product = self.product.checked(this_year=today.year)
        return replace(self, product=product, source=source, advice=free_text(self.advice, 200))


@dataclass(frozen=True)
class Hit:
    """An article that is called back, and where it is."""

    article: int
    place: PlaceKind
    branch: int
    year_unknown: bool


@dataclass(frozen=True)
class Reach:
    """What a recall is about, in all branches. What has left the stock is not counted."""

    hits: tuple[Hit, ...]
    other_models: int
    stock: int

    @property
    def by_place(self) -> Mapping[PlaceKind, int]:
        """How many stand where."""
        return Counter(hit.place for hit in self.hits)

    @property
    def years_unknown(self) -> int:
        """How many are hit only since nobody knows when they were made."""
        return sum(hit.year_unknown for hit in self.hits)


def reach_of(db: Session, product: Product) -> Reach:
    """What a recall would hit now. Raises TooBroad."""
    asked = (
        select(
            Article.id,
            Place.kind,
            Place.branch_id,
            Article.category_id,
            Article.name,
            Article.brand,
            Article.made_year,
            Article.attributes,
        )
        .join(Place, Place.id == Article.place_id)
        .where(Place.kind != PlaceKind.GONE, *_may_be(product))
        .order_by(Article.sort_key, Article.id)
    )
    hits, other_models = [], 0
    for article, place, branch, *facts in db.execute(asked):
        like = likeness(product, Written(*facts))
        if like in HITS:
            hits.append(Hit(article, place, branch, like is Likeness.YEAR_UNKNOWN))
        other_models += like is Likeness.OTHER_MODEL
    live = select(func.count(Article.id)).join(Place, Place.id == Article.place_id)
    stock = db.scalar(live.where(Place.kind != PlaceKind.GONE)) or 0
    most = min(MOST_OF_A_MAKER, stock // 2)
    if len(hits) > most and not product.is_narrow:
        raise TooBroad(len(hits), stock)
    return Reach(tuple(hits), other_models, stock)


def looked_at(db: Session, notice: Notice, *, today: date) -> tuple[Notice, Reach]:
    """A recall that may be added, and what that would block. Nothing is changed.

    Raises InForceAlready, TooBroad, and what `Notice.checked` raises.
    """
    notice = notice.checked(today=today)
    if any(one.product.key == notice.product.key for one in in_force(db)):
        raise InForceAlready
    return notice, reach_of(db, notice.product)


def add(db: Session, notice: Notice, hits: int, *, today: date, signed: Signature) -> Recall:
    """A recall is in force from now on: what it hits is blocked, wherever it is.

    `hits` is how many somebody was shown and has said yes to. Raises ReachChanged, and what
    `looked_at` raises.
    """
    _wait_for_the_stock(db)
    notice, reach = looked_at(db, notice, today=today)
    if len(reach.hits) != hits:
        raise ReachChanged(len(reach.hits))
    product = notice.product
    recall = Recall(
        maker=product.maker,
        model=product.model,
        years_from=product.years_from,
        years_to=product.years_to,
        category_id=product.category,
        source=notice.source,
        published_on=notice.published_on,
        advice=notice.advice,
        added_at=signed.at,
        account_id=signed.account,
    )
    db.add(recall)
    db.flush()
    called = InForce(recall.id, product, reason_of(product, notice.advice))
    blocked = [(hit.article, called) for hit in reach.hits]
    add_blocks(db, blocked, at=signed.at, account=signed.account)
    return recall


def end(db: Session, recall: Recall, because: str, *, signed: Signature) -> int:
    """It was withdrawn, or is settled: all its blocks are lifted, for one reason. How many.

    Raises EndedAlready, SayMore, LooksLikePersonnummer, NameTooLong.
    """
    _wait_for_the_stock(db)
    db.refresh(recall)
    if recall.ended_at is not None:
        raise EndedAlready
    reason = enough_words(because)
    recall.ended_at, recall.ended_by_id, recall.ended_because = signed.at, signed.account, reason
    lifted = list(
        db.scalars(
            update(Block)
            .where(Block.recall_id == recall.id, Block.lifted_at.is_(None))
            .values(lifted_at=signed.at, lifted_by_id=signed.account, lifted_because=reason)
            .returning(Block.id),
            execution_options={"synchronize_session": False},
        )
    )
    db.flush()
    return len(lifted)


def recall_with(db: Session, recall: int) -> Recall:
    """The recall with that number. Raises NoSuchRecall."""
    found = db.get(Recall, recall)
    if found is None:
        raise NoSuchRecall
    return found


@dataclass(frozen=True)
class Entry:
    """A recall in the list: how many it blocks now, how many of these are lent, how many it did."""

    recall: Recall
    category: Category | None
    blocked: int
    lent: int
    lifted: int


def entries(db: Session, *, only: int | None = None) -> list[Entry]:
    """Every recall, those in force first, then the latest; or `only` one."""
    stands = Block.lifted_at.is_(None)
    asked = (
        select(
            Recall,
            Category,
            func.count(Block.id).filter(stands),
            func.count(Block.id).filter(stands, Place.kind == PlaceKind.OUT),
            func.count(Block.id).filter(Block.lifted_at.is_not(None)),
        )
        .outerjoin(Category, Category.id == Recall.category_id)
        .outerjoin(Block, Block.recall_id == Recall.id)
        .outerjoin(Article, Article.id == Block.article_id)
        .outerjoin(Place, Place.id == Article.place_id)
        .group_by(Recall.id, Category.id)
        .order_by(Recall.ended_at.is_not(None), Recall.published_on.desc(), Recall.id.desc())
    )
    if only is not None:
        asked = asked.where(Recall.id == only)
    return [Entry(*row) for row in db.execute(asked)]


def blocked_articles(db: Session, recall: int, *, most: int, skip: int = 0) -> list[int]:
    """The articles that a recall blocks now, those that are lent first."""
    asked = (
        select(Article.id)
        .join(Block, Block.article_id == Article.id)
        .join(Place, Place.id == Article.place_id)
        .where(Block.recall_id == recall, Block.lifted_at.is_(None))
        .order_by(Place.kind != PlaceKind.OUT, Article.sort_key, Article.id)
    )
    return list(db.scalars(asked.limit(most).offset(skip)))


def branches_with_blocks(db: Session, recall: int) -> list[int]:
    """The branches in which something stands that a recall blocks."""
    asked = (
        select(Place.branch_id)
        .join(Article, Article.place_id == Place.id)
        .join(Block, Block.article_id == Article.id)
        .where(Block.recall_id == recall, Block.lifted_at.is_(None))
    )
    return sorted(db.scalars(asked.distinct()))


def _may_be(product: Product) -> list[ColumnElement[bool]]:
    """What a database can leave out before names are compared."""
    found: list[ColumnElement[bool]] = []
    if product.category is not None:
        found.append(Article.category_id == product.category)
    unknown = Article.made_year.is_(None)
    if product.years_from is not None:
        found.append(or_(unknown, Article.made_year >= product.years_from))
    if product.years_to is not None:
        found.append(or_(unknown, Article.made_year <= product.years_to))
    return found


def _wait_for_the_stock(db: Session) -> None:
    """Nobody registers or describes an article until this unit of work ends.

    Whoever is about to has written the article and then looks for recalls, so one of us sees the
    other. SQLite has one writer at a time.
    """
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("LOCK TABLE article IN SHARE ROW EXCLUSIVE MODE"))
