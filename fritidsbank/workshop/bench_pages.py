"""What one does with an article at the bench: each tap is an operation, stored at once."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.clock import local_day
from fritidsbank.stock import photos
from fritidsbank.stock.actions import Signature
from fritidsbank.stock.choices import name_of
from fritidsbank.stock.photo_pages import LARGEST_BODY, read_picture
from fritidsbank.stock.queries import thing_of
from fritidsbank.web.access import Role
from fritidsbank.web.by_form import done_by_form, fresh_id, said
from fritidsbank.web.context import g
from fritidsbank.web.models import Operation
from fritidsbank.web.room import Room
from fritidsbank.workshop.bench import Bench, bench_of
from fritidsbank.workshop.bench_words import LONGEST_NOTE, bench_text
from fritidsbank.workshop.need import Need
from fritidsbank.workshop.pictograms import pictogram
from fritidsbank.workshop.rules import MINUTES
from fritidsbank.workshop.words import ORDERERS

bench = Room("bench")

ENDS = frozenset({"mended", "mended_blocked", "scrapped", "released"})
NEED_ICONS = {Need.WISHED: "need-wished", Need.WISHED_ANY: "need-wished"}
_NOTES = ("fault", "did", "did_not", "minutes", "note")


def looked_at(article: int) -> Bench:
    """The article as it is looked at from this bench. Raises NoSuchArticle."""
    actor = g.actor
    return bench_of(g.db, article, branch=actor.branch, account=actor.account, now=g.now)


def done_at_bench(kind: str, article: int, **fields: object) -> Response:
    """Do an operation about an article; then its page, or the wall when it has left the bench."""
    code = thing_of(g.db, article).code
    operation = done_by_form(kind, article=code, **fields)
    done = g.db.get(Operation, operation)
    left = done is not None and done.answer["outcome"] in ENDS
    return redirect(f"/workshop{'' if left else f'/{article}'}?done={operation}", 303)


@bench.shows("/workshop/<int:article>", who=Role.WORKSHOP)
def bench_page(article: int) -> str:
    """Its tiles when it lies on the bench; else where it is, and what to do about that."""
    one = looked_at(article)
    template = "workshop/bench.html" if one.lies_here else "workshop/elsewhere.html"
    word = "word_en" if g.language == "en" else "word"
    return render_template(
        template,
        one=one,
        thing=one.thing,
        category=name_of(one.category),
        faults=[(fault["code"], fault[word]) for fault in one.category.faults],
        minutes=MINUTES,
        said=said(request.args.get("done")),
        fresh=fresh_id,
        home=g.settings.url,
        pictogram=pictogram(one.category.code, one.group),
        need_icons=NEED_ICONS,
        today=local_day(g.now),
        language=g.language,
        orderers=ORDERERS,
        most_photos=photos.MOST,
        may_let_out=g.actor.may(Role.MANAGER),
    )


@bench.does("/workshop/<int:article>/take-in", who=Role.WORKSHOP)
def take_in(article: int) -> Response:
    """It goes to the workshop from where it stands in the house."""
    fault = request.form.get("fault", "")
    return done_at_bench("bench_take_in", article, **({"fault": fault} if fault else {}))


@bench.does("/workshop/<int:article>/note", who=Role.WORKSHOP)
def note(article: int) -> Response:
    """One tile: what is wrong, what was done, how long it took; or the note."""
    sent = {name: request.form[name] for name in _NOTES if name in request.form}
    # Looked at before it is an operation: the page can name the word, what is stored cannot.
    bench_text(g.db, sent.get("note", ""), LONGEST_NOTE, field="note")
    return done_at_bench("repair_note", article, **sent)


@bench.does("/workshop/<int:article>/use", who=Role.WORKSHOP)
def use(article: int) -> Response:
    """One part out of its drawer, into this."""
    return done_at_bench("part_use", article, part=request.form.get("part", ""))


@bench.does("/workshop/<int:article>/put-back", who=Role.WORKSHOP)
def put_back(article: int) -> Response:
    """It was not needed after all."""
    part = request.form.get("part", "")
    return done_at_bench("part_change", article, part=part, why="put_back")


@bench.does("/workshop/<int:article>/go-on", who=Role.WORKSHOP)
def go_on(article: int) -> Response:
    """It is taken up again, or laid back into the queue."""
    state = request.form.get("state", "")
    return done_at_bench("repair_go_on", article, state=state)


@bench.does("/workshop/<int:article>/end", who=Role.WORKSHOP)
def end(article: int) -> Response:
    """It is mended, and looked at: to its shelf, or to the season store."""
    sent = request.form
    day = {"next_service_on": sent["next_service_on"]} if sent.get("next_service_on") else {}
    to, seen = sent.get("to", ""), sent.getlist("seen")
    return done_at_bench("repair_end", article, to=to, seen=seen, **day)


@bench.does("/workshop/<int:article>/reopen", who=Role.WORKSHOP)
def reopen(article: int) -> Response:
    """It was ended too soon."""
    return done_at_bench("repair_reopen", article)


@bench.does(
    "/workshop/<int:article>/photos",
    who=Role.WORKSHOP,
    first=read_picture,
    largest_file=LARGEST_BODY,
)
def add_photo(article: int) -> Response:
    """What is broken, as a picture: for whoever works here, not for the public."""
    one = looked_at(article)
    signed = Signature(g.now, g.actor.account)
    photos.add_photo(g.db, one.thing.id, g.picture, signed=signed, at_bench=True)
    return redirect(f"/workshop/{article}?done=added#photos", 303)
