"""Settings of bindings: two values or none, and somebody with a name who answers for them."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from fritidsbank.doctor.finding import Facts, check, rows
from fritidsbank.refusals import N_
from fritidsbank.staff.models import Account, AccountKind
from fritidsbank.workshop.models import BindingSetting
from fritidsbank.workshop.rules import BindingMode

_SKIS = BindingSetting.article_id.label("article")
_BY_TABLE = BindingSetting.mode == BindingMode.TABLE


@check(
    N_("The binding of article {article} is set half: it has toe and heel by the table, or none.")
)
def binding_half_set(db: Session) -> Facts:
    """By the table both values are set; where only the sole was fitted there is none."""
    both = and_(BindingSetting.front.is_not(None), BindingSetting.heel.is_not(None))
    none = and_(BindingSetting.front.is_(None), BindingSetting.heel.is_(None))
    return rows(db, select(_SKIS).where(or_(_BY_TABLE & ~both, ~_BY_TABLE & ~none)))


@check(N_("The binding of article {article} was set by a post, and nobody knows by whom."))
def binding_set_by_post(db: Session) -> Facts:
    """A release value has somebody who answers for it."""
    return rows(
        db,
        select(_SKIS)
        .join(Account, Account.id == BindingSetting.account_id)
        .where(_BY_TABLE, Account.kind == AccountKind.POST),
    )


CHECKS = (binding_half_set, binding_set_by_post)
