"""Writing down to what a binding was set. What was asked of the skier never comes here."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from fritidsbank.stock.actions import Signature
from fritidsbank.stock.queries import held
from fritidsbank.workshop.binding_queries import Skis, last_setting
from fritidsbank.workshop.boots import Shod
from fritidsbank.workshop.found_values import Found
from fritidsbank.workshop.models import BindingSetting
from fritidsbank.workshop.rules import BindingMode

ONE_TAP = timedelta(seconds=10)
"""A finger that taps twice has fitted one boot."""


def note_sole(db: Session, skis: Skis, fitted: Shod, *, signed: Signature) -> BindingSetting:
    """It was moved to the length of a sole. Its release value is not set: somebody else does it."""
    made = _setting(skis, fitted, BindingMode.SOLE, signed)
    return _once(db, skis, made, since=signed.at - ONE_TAP)


def note_values(
    db: Session,
    skis: Skis,
    fitted: Shod,
    values: tuple[float, float],
    found: Found,
    *,
    signed: Signature,
) -> BindingSetting:
    """It was set to a value in front and one at the heel, after the table was asked."""
    made = _setting(skis, fitted, BindingMode.TABLE, signed)
    made.front, made.heel = values
    return _once(db, skis, made, since=found.at)


def _setting(skis: Skis, fitted: Shod, mode: BindingMode, signed: Signature) -> BindingSetting:
    return BindingSetting(
        article_id=skis.thing.id,
        boot_id=fitted.boot.id if fitted.boot else None,
        sole_mm=fitted.sole,
        mode=mode,
        at=signed.at,
        account_id=signed.account,
    )


def _once(db: Session, skis: Skis, made: BindingSetting, *, since: datetime) -> BindingSetting:
    """What was written down already since then is not written twice."""
    held(db, skis.thing)
    last = last_setting(db, skis.thing.id)
    if last is not None and last.at >= since and _told(last) == _told(made):
        return last
    db.add(made)
    db.flush()
    return made


def _told(setting: BindingSetting) -> tuple[object, ...]:
    return (
        setting.boot_id,
        setting.sole_mm,
        setting.mode,
        setting.front,
        setting.heel,
        setting.account_id,
    )
