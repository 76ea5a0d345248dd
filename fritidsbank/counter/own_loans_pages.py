"""Own loans ("Mina lån"): where the square code of a slip leads. No account, no cookie, no name.

Whoever holds the slip has the link, so the page says what the slip says and no more.
"""

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from fritidsbank.branches.queries import settings_of_operator
from fritidsbank.branches.rules import OPERATOR_DEFAULTS
from fritidsbank.clock import local_day
from fritidsbank.counter.actions import WaitedFor
from fritidsbank.counter.own_loans import LongerAlready, extend_own, own_loans_of
from fritidsbank.loans.models import Visit
from fritidsbank.loans.own_link import OwnLinkNoMore, refuse_strange, visit_linked
from fritidsbank.web.access import BARE, PUBLIC
from fritidsbank.web.context import g
from fritidsbank.web.language import LANGUAGES, say
from fritidsbank.web.room import Room

own_loans = Room("own_loans")

HERE = {"sv": "/mina-lan", "en": "/en/my-loans"}
STOCK = {"sv": "/lagersaldo", "en": "/en/stock"}


@own_loans.shows("/ML/<own>", who=PUBLIC)
def own_short(own: str) -> AnyResponse:
    """The link of the slip, in the language of the telephone."""
    refuse_strange(own)  # before anything of it stands in a header
    language = request.accept_languages.best_match(LANGUAGES, default="sv")
    return redirect(f"{HERE[language]}/{own}", 302)


@own_loans.shows(f"{HERE['sv']}/<own>", who=PUBLIC)
def own_page(own: str) -> Response:
    """What is out, and until when."""
    return _shown("sv", own)


@own_loans.shows(f"{HERE['en']}/<own>", who=PUBLIC)
def own_page_en(own: str) -> Response:
    """The same in English."""
    return _shown("en", own)


@own_loans.does(f"{HERE['sv']}/<own>", who=BARE)
def keep_longer(own: str) -> AnyResponse:
    """A longer time for what has not had one."""
    return _extended("sv", own)


@own_loans.does(f"{HERE['en']}/<own>", who=BARE)
def keep_longer_en(own: str) -> AnyResponse:
    """The same in English."""
    return _extended("en", own)


@own_loans.errorhandler(OwnLinkNoMore)
def link_no_more(refusal: OwnLinkNoMore) -> tuple[Response, int]:
    """A calm sentence, the same for all who find nothing."""
    g.close()
    sentence = say(refusal.message, g.language, refusal.facts())
    return _page("counter/own_loans_gone.html", "", sentence=sentence), refusal.status


def _shown(language: str, token: str) -> Response:
    g.language = language
    return _listed(token, said=request.args.get("done", ""))


def _extended(language: str, token: str) -> AnyResponse:
    g.language = language
    try:
        all_of_it = extend_own(g.db, _visit(token), local_day(g.now))
    except (LongerAlready, WaitedFor) as refusal:
        g.db.rollback()
        sentence = say(refusal.message, language, refusal.facts())
        return _listed(token, refused=sentence, status=refusal.status)
    return redirect(f"{HERE[language]}/{token}?done={'longer' if all_of_it else 'some'}", 303)


def _listed(token: str, *, said: str = "", refused: str = "", status: int = 200) -> Response:
    own = own_loans_of(g.db, _visit(token), local_day(g.now))
    page = _page("counter/own_loans.html", token, own=own, said=said, refused=refused)
    page.status_code = status
    return page


def _visit(token: str) -> Visit:
    if not settings_of_operator(g.db)["own_loans"]:
        raise OwnLinkNoMore
    return visit_linked(g.db, g.secret, token)


def _page(template: str, token: str, **values: object) -> Response:
    settings = settings_of_operator(g.db)
    other = "sv" if g.language == "en" else "en"
    theme = str(settings["theme"])
    page = render_template(
        template,
        language=g.language,
        operator=settings["operator"],
        theme="" if theme == OPERATOR_DEFAULTS["theme"] else f"css/themes/{theme}.css",
        home=STOCK[g.language],
        here=f"{HERE[g.language]}/{token}",
        other_language=other,
        other_path=f"{HERE[other]}/{token}" if token else STOCK[other],
        today=local_day(g.now),
        **values,
    )
    answer = Response(page, mimetype="text/html")
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
