"""What is asked about skis, the boots that go into their bindings, and to what they are set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from fritidsbank.branches.models import Setting
from fritidsbank.branches.rules import OPERATOR_DEFAULTS
from fritidsbank.refusals import N_, NotFound
from fritidsbank.staff.models import Account
from fritidsbank.stock.history import article_and_category
from fritidsbank.stock.models import Article, ArticleCode, Place
from fritidsbank.stock.queries import Thing, categories, thing_of, thing_with
from fritidsbank.stock.rules import CodeKind, PlaceKind
from fritidsbank.stock.soles import SCALE, SOLES, Fit, has_binding, has_sole, sole_fits
from fritidsbank.workshop.boots import Boot, NotABoot
from fritidsbank.workshop.models import BindingSetting
from fritidsbank.workshop.rules import BindingMode

MODE = "binding_mode"
MOST_BOOTS = 100
LentBeside = Callable[[int], Select[int]]
"""The articles that are lent together with one; the counter knows, `app.py` hands it over."""


@dataclass(eq=False)
class BindingsOff(NotFound):
    """The operator has chosen so."""

    message = N_("Ski bindings are not set here. A specialist shop does it.")


@dataclass(eq=False)
class NoBinding(NotFound):
    """A helmet, or whatever else was asked about."""

    message = N_("That article has no binding to set.")


@dataclass(eq=False)
class NoSuchSetting(NotFound):
    """Nobody has set it yet."""

    message = N_("Nothing is written down about this binding yet.")


@dataclass(frozen=True)
class Skis:
    """An article with a binding, and what the register knows of that."""

    thing: Thing
    known: Mapping[str, Any]

    @property
    def scale(self) -> tuple[float, float] | None:
        """From which release value to which it can be set."""
        return _ends(self.known.get(SCALE))

    @property
    def soles(self) -> tuple[float, float] | None:
        """From which length of a sole to which, in mm."""
        return _ends(self.known.get(SOLES))


@dataclass(frozen=True)
class Done:
    """To what a binding is set. `front` and `heel` are None where only the sole was fitted."""

    id: int
    mode: BindingMode
    sole: int
    front: float | None
    heel: float | None
    at: datetime
    who: str
    boot: Boot | None


@dataclass(frozen=True)
class Standing:
    """What the operator has chosen, what was set last, and what is known of things lent beside."""

    mode: BindingMode
    done: Done | None
    beside: tuple[Mapping[str, Any], ...] = ()


def mode_of(db: Session) -> BindingMode:
    """What the operator has decided."""
    chosen = db.scalar(select(Setting.value).where(Setting.name == MODE))
    return BindingMode(str(chosen or OPERATOR_DEFAULTS[MODE]))


def skis_of(db: Session, article: int) -> Skis:
    """An article that has a binding. Raises NoSuchArticle, NoBinding."""
    described, category = article_and_category(db, article)
    if not has_binding(category.attributes):
        raise NoBinding
    return Skis(thing_of(db, article), described.attributes)


def boot_with(db: Session, scanned: str, *, home: str) -> Boot:
    """The boot that a scan leads to. Raises NotABoot, UnknownCode, Misread, NotOurCode."""
    return _as_boot(db, thing_with(db, scanned, home=home))


def boot_of(db: Session, article: int) -> Boot:
    """The same by its number in the register. Raises NoSuchArticle, NotABoot."""
    return _as_boot(db, thing_of(db, article))


def boots_for(db: Session, skis: Skis, branch: int) -> list[Boot]:
    """The boots of a branch that may go into a binding, the smallest first."""
    kinds = [kind.id for kind in categories(db) if has_sole(kind.attributes)]
    rows = db.execute(
        select(Article, _label_of(Article))
        .join(Place, Place.id == Article.place_id)
        .where(
            Article.category_id.in_(kinds),
            Place.branch_id == branch,
            Place.kind != PlaceKind.GONE,
        )
        .order_by(Article.sort_key, Article.id)
    )
    boots = (_boot(article, code) for article, code in rows)
    return [boot for boot in boots if sole_fits(boot.known, skis.known) is not Fit.NO][:MOST_BOOTS]


def standing_of(db: Session, article: int, lent_beside: LentBeside) -> Standing:
    """All that a page says of a binding, in one question."""
    boot, where, beside = aliased(Article), aliased(Place), aliased(Article)
    last = select(func.max(BindingSetting.id)).where(BindingSetting.article_id == article)
    chosen = select(Setting.value).where(Setting.name == MODE).scalar_subquery()
    rows = db.execute(
        select(
            chosen,
            BindingSetting,
            Account.name,
            boot,
            _label_of(boot),
            where.kind,
            beside.attributes,
        )
        .select_from(Article)
        .outerjoin(BindingSetting, BindingSetting.id == last.scalar_subquery())
        .outerjoin(Account, Account.id == BindingSetting.account_id)
        .outerjoin(boot, boot.id == BindingSetting.boot_id)
        .outerjoin(where, where.id == boot.place_id)
        .outerjoin(
            beside, and_(BindingSetting.id.is_not(None), beside.id.in_(lent_beside(article)))
        )
        .where(Article.id == article)
    ).all()
    mode, setting, who, article_, code, kind, _ = rows[0]
    done = setting and _done(setting, who, _boot(article_, code, kind) if article_ else None)
    return Standing(
        BindingMode(str(mode or OPERATOR_DEFAULTS[MODE])),
        done,
        tuple(row[-1] for row in rows if row[-1]),
    )


def done_with(db: Session, setting: int) -> tuple[int, Done]:
    """One setting, and the article that it is of. Raises NoSuchSetting."""
    row = db.execute(
        select(BindingSetting, Account.name, Article, _label_of(Article))
        .join(Account, Account.id == BindingSetting.account_id)
        .outerjoin(Article, Article.id == BindingSetting.boot_id)
        .where(BindingSetting.id == setting)
    ).first()
    if row is None:
        raise NoSuchSetting
    known = _boot(row[2], row[3]) if row[0].boot_id else None
    return row[0].article_id, _done(row[0], row[1], known)


def last_setting(db: Session, article: int) -> BindingSetting | None:
    """To what a binding was set last."""
    return db.scalar(
        select(BindingSetting)
        .where(BindingSetting.article_id == article)
        .order_by(BindingSetting.id.desc())
        .limit(1)
    )


def _as_boot(db: Session, thing: Thing) -> Boot:
    described, category = article_and_category(db, thing.id)
    if not has_sole(category.attributes):
        raise NotABoot(f"{thing.name} {thing.size}".strip())
    return _boot(described, thing.code, thing.spot.kind)


def _boot(article: Article, code: str | None, kind: PlaceKind | None = None) -> Boot:
    return Boot(
        article.id,
        code or "",
        article.name,
        article.size,
        article.attributes,
        kind is PlaceKind.GONE,
    )


def _done(setting: BindingSetting, who: str, boot: Boot | None) -> Done:
    return Done(
        setting.id,
        setting.mode,
        setting.sole_mm,
        setting.front,
        setting.heel,
        setting.at,
        who,
        boot,
    )


def _label_of(article: Any) -> ScalarSelect[str]:  # noqa: ANN401 - a table, or another name of it
    return (
        select(ArticleCode.code)
        .where(ArticleCode.article_id == article.id, ArticleCode.kind != CodeKind.OLDER)
        .order_by(ArticleCode.added_at.desc())
        .limit(1)
        .scalar_subquery()
    )


def _ends(known: Any) -> tuple[float, float] | None:  # noqa: ANN401 - as an article keeps it
    return (known[0], known[-1]) if known else None
