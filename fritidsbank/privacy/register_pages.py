"""The register as a public record: masked, as a file, and with a line in a log."""

from flask import Response, render_template

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.people.rules import free_text
from fritidsbank.privacy.looking import note_look
from fritidsbank.privacy.paper import Paper, Section
from fritidsbank.privacy.paper_as_pdf import as_pdf
from fritidsbank.privacy.register import (
    MaskedRow,
    counts_of,
    masked_register,
    note_release,
    releases,
)
from fritidsbank.privacy.rules import Look
from fritidsbank.privacy.telling_extract import KINDS
from fritidsbank.refusals import N_
from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say, shown_count
from fritidsbank.web.room import Room

public_record = Room("public_record")

ENDINGS = ("pdf", "csv")
HEADS = (
    N_("Kind of borrower"),
    N_("In the register since"),
    N_("Here last"),
    N_("Articles out"),
)


def _page(form: Form) -> str:
    return render_template(
        "privacy/register.html",
        form=form,
        counts=[(KINDS[kind], many) for kind, many in counts_of(masked_register(g.db)).items()],
        releases=releases(g.db),
    )


@public_record.shows("/privacy/register", who=Role.MANAGER)
def register_page() -> str:
    """What is given out, what is not and why, and what was."""
    return _page(Form())


@public_record.does("/privacy/register", who=Role.MANAGER)
@asks(_page)
def give_out(form: Form) -> Response:
    """The masked register as a file, noted under the number of the matter."""
    reference = form.text("reference", 40, needed=True)
    wanted = form.word("form", ENDINGS)
    form.refuse_unclear()
    with form.noting(otherwise="reference"):
        reference = free_text(reference)
    rows = masked_register(g.db)
    account = g.actor.account
    note_release(g.db, reference, len(rows), account=account, now=g.now)
    note_look(g.db, None, Look.PUBLIC_RECORD, account=account, branch=g.actor.branch, now=g.now)
    if wanted == "csv":
        return _file(_as_csv(rows).encode("utf-8-sig"), "text/csv", "csv")
    return _file(as_pdf(_as_paper(rows, reference)), "application/pdf", "pdf")


def _lines(rows: list[MaskedRow]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (say(KINDS[row.kind], g.language), row.since, row.last_seen, str(row.out)) for row in rows
    )


def _as_csv(rows: list[MaskedRow]) -> str:
    heads = tuple(say(head, g.language) for head in HEADS)
    # Our own words, months and figures: nothing here could need quotes.
    return "".join(";".join(line) + "\r\n" for line in (heads, *_lines(rows)))


def _as_paper(rows: list[MaskedRow], reference: str) -> Paper:
    language = g.language
    counts = tuple(
        (say(KINDS[kind], language), shown_count(many, language))
        for kind, many in counts_of(rows).items()
    )
    return Paper(
        language=language,
        title=say(N_("The register of borrowers"), language),
        shop=str(settings_of_operator(g.db)["operator"]),
        lead=say(
            N_("Given out under {reference}, without names, numbers, notes and days."),
            language,
            {"reference": reference},
        ),
        sections=(
            Section(
                say(N_("How many"), language),
                heads=tuple(say(head, language) for head in (HEADS[0], N_("How many"))),
                rows=counts,
            ),
            Section(
                say(N_("One row a borrower"), language),
                heads=tuple(say(head, language) for head in HEADS),
                rows=_lines(rows),
            ),
        ),
        made_at=g.now,
    )


def _file(body: bytes, kind: str, ending: str) -> Response:
    answer = Response(body, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="register.{ending}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
