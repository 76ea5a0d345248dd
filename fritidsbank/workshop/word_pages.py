"""The page of the words that a manager lets into the texts of the bench."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.web.access import Role
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.room import Room
from fritidsbank.workshop.bench_words import LONGEST_WORD, let_in, shut_out, words_let_in

bench_words = Room("bench_words")


def _page(form: Form) -> str:
    return render_template("workshop/words.html", form=form, words=words_let_in(g.db))


@bench_words.shows("/workshop/words", who=Role.MANAGER)
def word_page() -> str:
    """What may be written at the bench beside the words that are known."""
    return _page(Form())


@bench_words.does("/workshop/words", who=Role.MANAGER)
@asks(_page)
def add_word(form: Form) -> Response:
    """One more of them."""
    word = form.text("word", LONGEST_WORD, needed=True)
    form.refuse_unclear()
    with form.noting(otherwise="word"):
        let_in(g.db, word, by=g.actor.account, now=g.now)
    return redirect("/workshop/words?done=added", 303)


@bench_words.does("/workshop/words/remove", who=Role.MANAGER)
def remove_word() -> Response:
    """It may not be written any more; what has been written stays."""
    shut_out(g.db, request.form.get("word", ""))
    return redirect("/workshop/words?done=removed", 303)
