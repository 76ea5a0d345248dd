"""The weekly report by mail: who gets it, and each mail promised when its week is frozen."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fritidsbank.branches.models import Branch
from fritidsbank.clock import local_day, local_moment
from fritidsbank.refusals import N_, NotFound, Refusal
from fritidsbank.reports.facts import facts_of
from fritidsbank.reports.freezing import read_report
from fritidsbank.reports.models import ReportReader
from fritidsbank.reports.papers import rendered
from fritidsbank.reports.rules import Period, period
from fritidsbank.reports.told import Told, tell
from fritidsbank.settings import Settings
from fritidsbank.web.language import say, shown_count
from fritidsbank.web.mail_addresses import mail_address
from fritidsbank.web.models import Errand
from fritidsbank.web.outbox import promise

KIND = "report_mail"
MAILED_AT = time(7)
"""On Monday morning."""
NOT_OLDER = timedelta(days=28)
"""A shop that starts, or was away for long, does not get a year of reports in one morning."""


@dataclass(eq=False)
class ReadsAlready(Refusal):
    """The same address, branch or all branches."""

    address: str

    message = N_("{address} gets that report already.")


@dataclass(eq=False)
class NoSuchReader(NotFound):
    """The address was taken off the list."""

    message = N_("That address is not on the list any more.")


@dataclass(frozen=True)
class Reader:
    """Who gets which report; `branch` is empty for all together."""

    id: int
    address: str
    branch: str
    language: str


def readers(db: Session) -> list[Reader]:
    """Everybody on the list, by address."""
    rows = db.execute(
        select(ReportReader.id, ReportReader.address, Branch.name, ReportReader.language)
        .outerjoin(Branch, Branch.id == ReportReader.branch_id)
        .where(ReportReader.removed_at.is_(None))
        .order_by(ReportReader.address, ReportReader.id)
    )
    return [Reader(id_, address, branch or "", language) for id_, address, branch, language in rows]


def add_reader(
    db: Session, address: str, *, branch: int | None, language: str, now: datetime
) -> ReportReader:
    """One more on the list. Raises NotAnAddress, ReadsAlready."""
    address = mail_address(address)
    same = select(ReportReader.id).where(
        func.lower(ReportReader.address) == address.lower(),
        ReportReader.branch_id.is_not_distinct_from(branch),
        ReportReader.removed_at.is_(None),
    )
    if db.scalar(same):
        raise ReadsAlready(address)
    reader = ReportReader(address=address, branch_id=branch, language=language, added_at=now)
    db.add(reader)
    db.flush()
    return reader


def remove_reader(db: Session, reader: int) -> None:
    """Off the list; what was promised is not sent any more. Raises NoSuchReader."""
    known = db.get(ReportReader, reader)
    if known is None:
        raise NoSuchReader
    db.delete(known)
    db.flush()


def promise_mails(db: Session, frozen: Period, *, now: datetime) -> int:
    """A mail for each reader, in the transaction in which the week is frozen. How many."""
    morning = local_moment(frozen.last + timedelta(days=1), MAILED_AT)
    if now - morning > NOT_OLDER:
        return 0
    listed = [reader.id for reader in readers(db)]
    for reader in listed:
        about = {"period": frozen.name, "reader": reader}
        promise(db, KIND, about, now=now, not_before=morning)
    return len(listed)


class Sent(StrEnum):
    """What became of a mail."""

    WAITING = "waiting"
    SENT = "sent"
    UNHEARD = "unheard"
    REFUSED = "refused"


@dataclass(frozen=True)
class Mailed:
    """One mail as it is listed; `trouble` is what the mail server said."""

    id: int
    period: str
    address: str
    at: datetime
    became: Sent
    trouble: str


def sent_mails(db: Session, *, most: int = 20) -> list[Mailed]:
    """The latest mails to those who are on the list, the newest first."""
    addresses = {reader.id: reader.address for reader in readers(db)}
    latest = select(Errand).where(Errand.kind == KIND).order_by(Errand.id.desc()).limit(most)
    return [
        Mailed(
            errand.id,
            errand.refers_to["period"],
            addresses[errand.refers_to["reader"]],
            errand.done_at or errand.given_up_at or errand.not_before_at,
            _became(errand),
            errand.trouble,
        )
        for errand in db.scalars(latest)
        if errand.refers_to["reader"] in addresses
    ]


def mail_with(db: Session, mail: int) -> Errand:
    """The mail with that number. Raises NoSuchReader."""
    errand = db.get(Errand, mail)
    if errand is None or errand.kind != KIND:
        raise NoSuchReader
    return errand


def promise_again(db: Session, mail: Errand, *, now: datetime) -> None:
    """Once more what may have gone astray, because somebody asked for it. Raises NoSuchReader."""
    if db.get(ReportReader, mail.refers_to["reader"]) is None:
        raise NoSuchReader
    promise(db, KIND, mail.refers_to, now=now)


def _became(errand: Errand) -> Sent:
    if errand.done_at is not None:
        return Sent.SENT
    if errand.given_up_at is None:
        return Sent.WAITING
    return Sent.UNHEARD if errand.handed_over_at is not None else Sent.REFUSED


def compose(
    db: Session, errand: int, refers_to: dict[str, object], settings: Settings, *, now: datetime
) -> EmailMessage | None:
    """The mail that an errand is about; none when its reader is off the list."""
    reader = db.get(ReportReader, refers_to["reader"])
    if reader is None:
        return None
    branch = db.get(Branch, reader.branch_id) if reader.branch_id is not None else None
    told = read_report(
        db,
        period(str(refers_to["period"])),
        branch.name if branch else "",
        today=local_day(now),
    )
    facts = facts_of(db, now=now)
    page = f"{settings.url}/reports/week/{told.period.name}"
    if branch:
        page += f"?branch={branch.id}"
    mail = _letter(tell(told, reader.language, facts), settings, page, now=now)
    paper = rendered(told, "pdf", reader.language, facts)
    kind, _, sort = paper.mimetype.partition("/")
    mail.add_attachment(paper.content, maintype=kind, subtype=sort, filename=paper.name)
    mail["To"] = reader.address
    # The same however often it is tried, so that a mail server which gets it twice can tell.
    host = urlsplit(settings.url).hostname
    mail["Message-ID"] = f"<report-{told.period.name}-{reader.id}-{errand}@{host}>"
    return mail


def _letter(told: Told, settings: Settings, page: str, *, now: datetime) -> EmailMessage:
    """The week in a sentence, its five figures, and where the rest is."""
    mail = EmailMessage()
    mail["Subject"] = f"{told.title}: {told.shop}"
    mail["From"] = settings.mail_from
    mail["Date"] = format_datetime(now)
    mail["Auto-Submitted"] = "auto-generated"
    figures = [f"{one.word}: {shown_count(one.count, told.language)}" for one in told.figures]
    more = say(N_("The whole report is attached, and stands here:"), told.language)
    body = [f"{told.title}, {told.span}", told.shop, "", told.lead, "", *figures, "", more, page]
    mail.set_content("\n".join(body))
    return mail
