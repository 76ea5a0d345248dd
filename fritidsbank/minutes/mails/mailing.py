"""What the mails of the open meetings say: the letter with a link, notices, minutes, corrections.

Nothing in them tells whether or when they are read.
"""

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from fritidsbank.clock import SWEDEN, local_day
from fritidsbank.minutes.mails.subscribing import (
    CONFIRM_WITHIN,
    CONFIRMING,
    TELLING,
    Says,
    token_for,
)
from fritidsbank.minutes.models import Subscriber
from fritidsbank.minutes.published import Published
from fritidsbank.minutes.rendition import MinutesPage, NoticePage, OutcomeLine, from_json
from fritidsbank.minutes.rules import MeetingState, OutcomeKind, PublishedKind
from fritidsbank.refusals import N_
from fritidsbank.settings import Settings
from fritidsbank.web.language import say, shown_day
from fritidsbank.web.mail import LETTER

CONFIRM_SUBJECT = N_("Do you want mails about open meetings?")
CONFIRM = N_(
    "Somebody, hopefully you, wants mails to this address when an open meeting is called, and when "
    "its minutes are published. Say yes here, within two days:"
)
NOT_YOU = N_("Was it not you? Then do nothing: the address is forgotten by itself.")
OFF = N_("No more mails, by one click:")
CALLED = N_("Called: {group}, {day}")
MOVED = N_("Moved: {group}, {day}")
CANCELLED = N_("Cancelled: {group}, {day}")
WRITTEN = N_("Minutes: {group}, {day}")
CORRECTED = N_("Corrected minutes: {group}, {day}")
TO_BE_HELD = N_("{day} at {time}, {place}")
POINTS = N_("On the agenda:")
DECISIONS = N_("Decided:")
ACTIONS = N_("To be done:")
CHANGED = N_("What was changed: {note}")
READ_MORE = N_("Read everything, and how to take part:")


def compose_confirmation(
    db: Session, errand: int, refers_to: Mapping[str, object], settings: Settings, *, now: datetime
) -> EmailMessage | None:
    """The letter with the link; none when the address was confirmed, has left, or is too old."""
    asked = db.get(Subscriber, refers_to["subscriber"])
    if asked is None or asked.confirmed_at or now - asked.asked_at > CONFIRM_WITHIN:
        return None
    language = asked.language
    link = _link(asked, Says.YES, settings)
    body = [say(CONFIRM, language), "", link, "", say(NOT_YOU, language)]
    subject = say(CONFIRM_SUBJECT, language)
    return _letter(asked, subject, body, errand, settings, now=now)


def compose_news(
    db: Session, errand: int, refers_to: Mapping[str, object], settings: Settings, *, now: datetime
) -> EmailMessage | None:
    """The mail about a publication; none when it was withdrawn, or newer words are out."""
    reader = db.get(Subscriber, refers_to["subscriber"])
    row = db.get(Published, refers_to["published"])
    if reader is None or reader.confirmed_at is None or row is None:
        return None
    if row.withdrawn_at is not None or row.superseded_at is not None:
        return None
    language = reader.language
    subject, told = _told(row, language)
    off = _link(reader, Says.OFF, settings)
    path = row.path if language == "sv" else "/en/meetings" + row.path.removeprefix("/moten")
    body = [*told, "", say(READ_MORE, language), settings.url + path]
    body += ["", "-- ", say(OFF, language), off]
    mail = _letter(reader, subject, body, errand, settings, now=now)
    # RFC 2369 and RFC 8058: a mail program has a button of its own for it.
    mail["List-Unsubscribe"] = f"<{off}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail["List-Id"] = f"<moten.{urlsplit(settings.url).hostname}>"
    return mail


MAILS = {CONFIRMING: compose_confirmation, TELLING: compose_news}
"""How the mail of each kind of errand comes about."""


def _told(row: Published, language: str) -> tuple[str, list[str]]:
    """The subject and the first lines."""
    if row.kind is PublishedKind.NOTICE:
        return _of_notice(from_json(NoticePage, row.document), language)
    return _of_minutes(from_json(MinutesPage, row.document), language)


def _of_notice(page: NoticePage, language: str) -> tuple[str, list[str]]:
    cancelled = page.state is MeetingState.CANCELLED
    word = CANCELLED if cancelled else MOVED if page.moved_from_at else CALLED
    subject = _heading(word, page, language)
    form = "%H.%M" if language == "sv" else "%H:%M"
    at = page.starts_at.astimezone(SWEDEN)
    day = shown_day(at.date(), language, year=True)
    facts = {"day": day, "time": f"{at:{form}}", "place": page.place}
    told = [subject, "", say(TO_BE_HELD, language, facts).rstrip(", ")]
    if page.reason:
        told += ["", page.reason]
    if page.agenda and not cancelled:
        points = [f"{line.label} {line.title}".strip() for line in page.agenda]
        told += ["", say(POINTS, language), *points]
    return subject, told


def _of_minutes(page: MinutesPage, language: str) -> tuple[str, list[str]]:
    subject = _heading(CORRECTED if page.change_note else WRITTEN, page, language)
    told = [subject]
    if page.change_note:
        told += ["", say(CHANGED, language, {"note": page.change_note})]
    for kind, word in ((OutcomeKind.DECISION, DECISIONS), (OutcomeKind.ACTION, ACTIONS)):
        lines = [_line(each) for item in page.items for each in item.outcomes if each.kind is kind]
        if lines:
            told += ["", say(word, language), *lines]
    return subject, told


def _heading(word: str, page: NoticePage | MinutesPage, language: str) -> str:
    day = shown_day(local_day(page.starts_at), language, weekday=False, year=True)
    return say(word, language, {"group": page.group.name, "day": day})


def _line(outcome: OutcomeLine) -> str:
    return f"- {outcome.text}" + (f" ({outcome.owner})" if outcome.owner else "")


def _link(reader: Subscriber, says: Says, settings: Settings) -> str:
    home = "/moten" if reader.language == "sv" else "/en/meetings"
    token = token_for(reader, says, settings.secret())
    return f"{settings.url}{home}/prenumerera/{reader.id}/{token}/{says}"


def _letter(
    reader: Subscriber,
    subject: str,
    body: list[str],
    errand: int,
    settings: Settings,
    *,
    now: datetime,
) -> EmailMessage:
    mail = EmailMessage(policy=LETTER)
    mail["Subject"] = subject
    mail["From"] = settings.mail_from
    mail["To"] = reader.address
    mail["Date"] = format_datetime(now)
    mail["Auto-Submitted"] = "auto-generated"
    # The same however often it is tried, so that a mail server which gets it twice can tell.
    mail["Message-ID"] = f"<moten-{errand}-{reader.id}@{urlsplit(settings.url).hostname}>"
    mail.set_content("\n".join(body))
    return mail
