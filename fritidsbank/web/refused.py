"""When something cannot be done: a calm page for people, a code and a sentence for programs."""

import logging
from secrets import token_hex
from traceback import format_exception, format_tb
from urllib.parse import quote

from flask import Flask, Response, jsonify, redirect, render_template, request
from markupsafe import escape
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from fritidsbank.db import Busy
from fritidsbank.refusals import N_, Refusal
from fritidsbank.web.context import NotSignedIn, g
from fritidsbank.web.language import say

log = logging.getLogger("fritidsbank")

_BY_STATUS = {
    400: N_("The request cannot be read."),
    404: N_("There is no such page."),
    405: N_("That cannot be done here."),
    413: N_("That is too much at once."),
    415: N_("The request cannot be read."),
}
# What a database says of a statement that the program should not have made.
_OUR_FAULT = (IntegrityError, ProgrammingError, DataError)
BUG = N_("Something went wrong with us, not with you. Nothing was changed. Try again.")


def answer_refusals(app: Flask) -> None:
    """One handler for each family; what is none of them is a bug."""
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(PoolTimeout, _database)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _bug)


def wants_json() -> bool:
    """Whether a program is asking."""
    return request.path.startswith("/api/")


def _refusal(refusal: Refusal) -> Response | tuple[Response | str, int] | AnyResponse:
    g.close()
    if isinstance(refusal, NotSignedIn) and not wants_json():
        return redirect(f"/login?next={quote(_wanted(), safe='/')}")
    msgid, facts = refusal.told()
    sentence = say(msgid, _language(), facts)
    return _answer(refusal.code, sentence, refusal.status)


def _wanted() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else "/counter"


def note_trouble(error: Exception) -> str:
    """Write to the log what is no refusal, without the values of a statement: names among them.

    The number by which a bug is found there; empty when the database is locked, full or away.
    """
    if isinstance(error, DBAPIError | PoolTimeout) and not isinstance(error, _OUR_FAULT):
        log.error("the database does not answer: %s", type(error.__cause__ or error).__name__)
        return ""
    number, where = token_hex(4), request.url_rule
    log.error("bug %s at %s %s: %s", number, request.method, where, _story(error))
    return number


def _database(error: Exception) -> tuple[Response | str, int]:
    if isinstance(error, _OUR_FAULT):
        return _bug(error)
    g.close()
    note_trouble(error)
    # The caller may send the same again.
    return _answer("busy", say(Busy.message, _language()), 503)


def _http(error: HTTPException) -> Response | tuple[Response | str, int] | AnyResponse:
    g.close()
    status = error.code or 500
    if status < 400:
        return error.get_response()
    sentence = say(_BY_STATUS.get(status, BUG), _language())
    answer, _ = _answer(error.name.lower().replace(" ", "_"), sentence, status)
    made = answer if isinstance(answer, Response) else Response(answer)
    made.status_code = status
    if allowed := error.get_response().headers.get("Allow"):
        made.headers["Allow"] = allowed
    return made


def _bug(error: Exception) -> tuple[Response | str, int]:
    g.close()
    number = note_trouble(error)
    return _answer("bug", f"{say(BUG, _language())} ({number})", 500)


def _story(error: BaseException) -> str:
    # The words of a database error repeat the values of the statement, and of the whole row.
    chain: list[BaseException] = [error]
    while (before := chain[-1].__cause__ or chain[-1].__context__) and before not in chain:
        chain.append(before)
    of_database = [one for one in chain if isinstance(one, DBAPIError)]
    if not of_database:
        return "".join(format_exception(error))
    names = " from ".join(type(one).__name__ for one in chain)
    frames = "".join(format_tb(error.__traceback__))
    return f"{names}\n{of_database[0].statement}\n{frames}"


def _language() -> str:
    try:
        return g.language
    except Exception:  # noqa: BLE001 - the account cannot be read when the database is away
        return "sv"


def _answer(code: str, sentence: str, status: int) -> tuple[Response | str, int]:
    if wants_json():
        answer = jsonify(code=code, message=sentence)
        if status == 503:
            answer.headers["Retry-After"] = "2"
        return answer, status
    return _page(code, sentence), status


def _page(code: str, sentence: str) -> str:
    try:
        return render_template("refused.html", sentence=sentence, code=code)
    except Exception as error:  # noqa: BLE001 - a page about trouble must not be trouble itself
        # Of a strange host no address is made, for one.
        note_trouble(error)
        return str(escape(sentence))
