"""An extract in the words of a language, for whoever it is about."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from fritidsbank.bookings.rules import BookingState
from fritidsbank.clock import local_day
from fritidsbank.loans.models import Ending
from fritidsbank.people.models import BorrowerKind
from fritidsbank.privacy.extract import Extract, KnownLoan
from fritidsbank.privacy.informing import (
    COMPLAIN,
    YOUR_RIGHTS,
    contact_sentence,
    kept_sentences,
)
from fritidsbank.privacy.paper import Paper, Section
from fritidsbank.privacy.rules import Look
from fritidsbank.refusals import N_
from fritidsbank.reminders.rules import Became, Channel
from fritidsbank.web.language import say, shown_code, shown_day, shown_moment

KINDS = {
    BorrowerKind.PERSON: N_("A person"),
    BorrowerKind.ALIAS: N_("Somebody with a made-up name"),
    BorrowerKind.WITHOUT_DETAILS: N_("Somebody without details"),
    BorrowerKind.ORGANISATION: N_("A school or association"),
}
ENDINGS = {
    None: N_("Out now"),
    Ending.RETURNED: N_("Handed back"),
    Ending.WRITTEN_OFF: N_("Written off"),
    Ending.UNDONE: N_("Taken back: it was a mistake"),
}
STATES = {
    BookingState.BOOKED: N_("Waits for you"),
    BookingState.HANDED_OVER: N_("Fetched"),
    BookingState.CANCELLED: N_("Cancelled"),
    BookingState.EXPIRED: N_("Not fetched"),
}
CHANNELS = {Channel.SMS: N_("Text message"), Channel.BY_HAND: N_("By hand")}
WENT = {
    Became.SENT: N_("Sent"),
    Became.UNHEARD: N_("Nobody knows whether it came"),
    Became.REFUSED: N_("Could not be sent"),
}
LOOKS = {
    Look.PAGE: N_("Opened the page of the borrower"),
    Look.SHOWN: N_("Saw name and number at the counter, or on a list"),
    Look.LAST_BORROWER: N_("Asked who had an article last"),
    Look.EXTRACT: N_("Made an extract"),
    Look.PUBLIC_RECORD: N_("Gave out the register without names"),
}


def told_extract(
    known: Extract, settings: dict[str, Any], language: str, *, now: datetime
) -> Paper:
    """The extract as it is handed over."""

    def said(msgid: str, **facts: object) -> str:
        return say(msgid, language, facts)

    return Paper(
        language=language,
        title=said("What we know about you"),
        shop=str(settings["operator"]),
        lead=said(
            N_(
                "This is all that {shop} keeps about you, as of {day}. "
                "If something is wrong, tell us and we put it right."
            ),
            shop=settings["operator"],
            day=shown_day(local_day(now), language, year=True, weekday=False),
        ),
        sections=(
            _details(known, language),
            _table(
                language,
                N_("What you have out, and what you have borrowed"),
                (N_("What"), N_("Loan slip"), N_("Lent"), N_("To be back"), N_("How it is")),
                (_loan(loan, language) for loan in known.loans),
            ),
            _table(
                language,
                N_("Your visits"),
                (N_("When"), N_("Loan slip"), N_("Under 18")),
                (
                    (
                        shown_moment(one.opened_at, language),
                        shown_code(one.slip),
                        said(N_("yes") if one.under_18 else N_("no")),
                    )
                    for one in known.visits
                ),
            ),
            _table(
                language,
                N_("Your bookings"),
                (N_("Number"), N_("From"), N_("Until"), N_("What"), N_("How it is")),
                (
                    (
                        shown_code(one.code),
                        one.from_on.isoformat(),
                        one.until_on.isoformat(),
                        ", ".join(one.things),
                        said(STATES[one.state]),
                    )
                    for one in known.bookings
                ),
            ),
            _table(
                language,
                N_("Reminders that we have sent"),
                (N_("When"), N_("About"), N_("How"), N_("What became of it")),
                (
                    (
                        shown_moment(one.sent_at, language),
                        one.article,
                        said(CHANNELS[one.channel]),
                        said(WENT[one.became]),
                    )
                    for one in known.reminders
                ),
            ),
            _table(
                language,
                N_("When we have looked at your data"),
                (N_("When"), N_("What was done")),
                ((shown_moment(at, language), said(LOOKS[what])) for at, what in known.looks),
            ),
            Section(said(N_("When it goes")), _goes(known, settings, language)),
            Section(
                said(N_("Your rights")),
                (said(YOUR_RIGHTS), contact_sentence(settings, language), said(COMPLAIN)),
            ),
        ),
        made_at=now,
    )


def _details(known: Extract, language: str) -> Section:
    person = known.person
    rows = (
        (N_("Kind of borrower"), say(KINDS[person.kind], language)),
        (N_("Name"), person.name),
        (N_("Mobile"), person.shown_mobile),
        (N_("Contact person"), person.contact),
        (N_("Call notes"), person.call_notes),
        (N_("Notes written on"), known.noted_on.isoformat() if known.noted_on else ""),
        (N_("Do not remind"), say(N_("yes") if person.do_not_remind else N_("no"), language)),
        (N_("Card"), ", ".join(shown_code(code) for code in known.cards)),
        (N_("In the register since"), person.created_on.isoformat()),
        (N_("Here last"), person.last_seen_on.isoformat()),
    )
    return Section(
        say(N_("Who you are"), language),
        heads=(say(N_("What"), language), say(N_("What we have written"), language)),
        rows=tuple((say(what, language), value) for what, value in rows if value),
    )


def _table(
    language: str, title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> Section:
    found = tuple(rows)
    return Section(
        say(title, language),
        () if found else (say(N_("Nothing is kept."), language),),
        tuple(say(head, language) for head in heads),
        found,
    )


def _loan(loan: KnownLoan, language: str) -> tuple[str, ...]:
    return (
        f"{loan.article} ({shown_code(loan.code)})",
        shown_code(loan.slip),
        shown_moment(loan.lent_at, language),
        loan.due_on.isoformat(),
        " ".join(
            filter(
                None,
                (
                    say(ENDINGS[loan.ending], language),
                    shown_moment(loan.ended_at, language) if loan.ended_at else "",
                ),
            )
        ),
    )


def _goes(known: Extract, settings: dict[str, Any], language: str) -> tuple[str, ...]:
    if known.details_go_on is None:
        first = say(
            N_("Something is out. Until it is back we must know whom to ask for it."), language
        )
    else:
        first = say(
            N_("If you do not come again, name and number are deleted after {day}."),
            language,
            {"day": known.details_go_on.isoformat()},
        )
    notes = N_("The call notes are deleted after {day}.")
    return (
        first,
        *(
            [say(notes, language, {"day": known.notes_go_on.isoformat()})]
            if known.notes_go_on
            else []
        ),
        *kept_sentences(settings, language),
    )
