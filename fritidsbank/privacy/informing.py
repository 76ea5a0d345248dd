"""What everybody is told about their data: who, what, why, how long, whom to ask. From settings."""

from collections.abc import Mapping
from datetime import datetime

from fritidsbank.counter.slip_drawing import WHAT_WE_KEEP
from fritidsbank.privacy.paper import Paper, Section
from fritidsbank.refusals import N_
from fritidsbank.web.language import say, say_many

BASES = {
    "public_interest": N_(
        "Legal basis: a task of public interest (article 6.1 e of the GDPR). Lending to everybody "
        "for free is a task of the municipality."
    ),
    "legitimate_interest": N_(
        "Legal basis: legitimate interest (article 6.1 f of the GDPR). We lend for free and must "
        "be able to ask for what is out."
    ),
}
YOUR_RIGHTS = N_(
    "You may see what we keep about you, have it put right, have it deleted when nothing is out, "
    "and object to how we use it."
)
COMPLAIN = N_(
    "If you are not content you may complain to Integritetsskyddsmyndigheten (IMY), imy.se."
)


def kept_sentences(settings: Mapping[str, object], language: str) -> tuple[str, ...]:
    """For how long, a sentence each. The slip says the first two, too."""

    def days(name: str) -> dict[str, object]:
        return {"days": settings[name]}

    return (
        say_many(
            "{n} day after everything is back we no longer know what you borrowed.",
            "{n} days after everything is back we no longer know what you borrowed.",
            int(str(settings["unlink_days"])),
            language,
        ),
        say_many(
            "{n} month after your last visit we delete your name and number.",
            "{n} months after your last visit we delete your name and number.",
            int(str(settings["erase_months"])),
            language,
        ),
        say(
            N_("What never came back is forgotten {days} days after it was written off."),
            language,
            days("written_off_days"),
        ),
        say(N_("Notes of telephone calls are kept for {days} days."), language, days("note_days")),
        say(
            N_("That a reminder was sent is kept for {days} days, without its text."),
            language,
            days("message_days"),
        ),
        say(
            N_("Who of us looked at your data is kept for {days} days."),
            language,
            days("operation_days"),
        ),
    )


def contact_sentence(settings: Mapping[str, object], language: str) -> str:
    """Whom to ask."""
    if contact := str(settings["privacy_contact"]):
        return say("Questions? Ask us, or {contact}.", language, {"contact": contact})
    return say("Questions? Ask us.", language)


def told_information(settings: Mapping[str, object], language: str, *, now: datetime) -> Paper:
    """The whole text, for a page and for a sheet at the counter."""

    def section(title: str, *sentences: str) -> Section:
        return Section(
            say(title, language),
            tuple(say(sentence, language) for sentence in sentences),
        )

    return Paper(
        language=language,
        title=say(N_("Your personal data"), language),
        shop=str(settings["operator"]),
        lead=say(
            N_("A name and a mobile number are enough to borrow. We keep little, and briefly."),
            language,
        ),
        sections=(
            Section(
                say(N_("Who is responsible"), language),
                (
                    say(
                        N_("{operator} is responsible for your data (the controller)."),
                        language,
                        settings,
                    ),
                    contact_sentence(settings, language),
                ),
            ),
            section(
                N_("What we keep"),
                WHAT_WE_KEEP,
                N_(
                    "Of children we note that they are under 18, and nothing of their age. "
                    "We ask for no personal identity number, no address and no e-mail."
                ),
                N_("Protected identity? Then borrow under a made-up name or without details."),
            ),
            section(
                N_("Why"),
                N_("We must know who has what, so that it comes back to whoever is next."),
                BASES[str(settings["legal_basis"])],
                N_("We judge nobody, give no points, and no machine decides about you."),
            ),
            Section(say(N_("For how long"), language), kept_sentences(settings, language)),
            section(
                N_("Who sees it"),
                N_(
                    "We who work here. Reminders by text message go through the company that sends "
                    "them. Nothing is sold, and nothing is used for advertising."
                ),
                N_(
                    "In a municipality the register is a public record. Whoever asks for it gets "
                    "it without names and numbers, unless the law says otherwise."
                ),
            ),
            section(
                N_("Your rights"),
                YOUR_RIGHTS,
                N_("Say so at the counter, with your slip or your mobile number. It is free."),
                COMPLAIN,
            ),
        ),
        made_at=now,
    )
