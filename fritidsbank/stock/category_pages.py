"""Categories, which are the same in all branches: names, loan times, fault words, sizes."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from fritidsbank.stock.care_plans import read_plans
from fritidsbank.stock.categories import LOAN_DAYS, Terms, change_category, fault_lines, faults_of
from fritidsbank.stock.category_upkeep import (
    UpkeepTerms,
    upkeep_of,
    use_the_usual,
    usual_upkeep,
)
from fritidsbank.stock.check_lines import (
    MOST_LOANS,
    conditions,
    plan_lines,
    plans_from,
    point_lines,
    points_from,
)
from fritidsbank.stock.choices import name_of
from fritidsbank.stock.models import Category
from fritidsbank.stock.parts import parts_of
from fritidsbank.stock.queries import categories as category_tree
from fritidsbank.stock.queries import category_with
from fritidsbank.stock.tick_lists import read_points
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_everywhere
from fritidsbank.web.context import g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.room import Room

categories = Room("categories")

LONGEST_SIZE = 20
MOST_DAYS = 3_650


@categories.shows("/categories", who=Role.MANAGER)
def category_list() -> str:
    """The categories under their parents."""
    tree = category_tree(g.db)
    groups = [
        (parent, [category for category in tree if category.parent_id == parent.id])
        for parent in tree
        if parent.parent_id is None
    ]
    return render_template("stock/categories.html", groups=groups, name_of=name_of)


def _as_fields(category: Category) -> dict[str, object]:
    return {
        "name": category.name,
        "name_en": category.name_en,
        "loan_days": category.loan_days,
        "guardian_under_18": category.guardian_under_18,
        "check_at_return": category.check_at_return,
        "check_advice": category.check_advice,
        "check_advice_en": category.check_advice_en,
        "sizes": "\n".join(category.sizes),
        "faults": fault_lines(category),
        "parts": "\n".join(category.parts),
        "points": point_lines(read_points(category.checks)),
        "every_loans": category.check_every_loans or "",
        "every_days": category.check_every_days or "",
        "signed": category.check_signed,
        "plans": plan_lines(read_plans(category.plans)),
    }


def _category_page(form: Form, category: int) -> str:
    known = category_with(g.db, category)
    return render_template(
        "stock/category.html",
        form=form,
        category=known,
        name=name_of(known),
        days=LOAN_DAYS,
        has_usual=usual_upkeep(known) not in {None, upkeep_of(known)},
        attributes=conditions(known.attributes, g.language),
    )


@categories.shows("/categories/<int:category>", who=Role.MANAGER)
def category_page(category: int) -> str:
    """What can be changed about a category."""
    admit_everywhere(Role.MANAGER)
    return _category_page(Form(_as_fields(category_with(g.db, category))), category)


@categories.does("/categories/<int:category>", who=Role.MANAGER)
@asks(_category_page)
def change(form: Form, category: int) -> Response:
    """Other terms, from now on; loans that are out keep their due day."""
    admit_everywhere(Role.MANAGER)
    known = category_with(g.db, category)
    terms = _parent_terms(form) if known.parent_id is None else _terms(form, known)
    with form.noting(otherwise="name"):
        change_category(g.db, known, terms)
    return redirect(f"/categories/{category}?done=saved", 303)


@categories.does("/categories/<int:category>/usual", who=Role.MANAGER)
def usual(category: int) -> Response:
    """Its tick list and plans as the catalogue has them."""
    admit_everywhere(Role.MANAGER)
    use_the_usual(g.db, category_with(g.db, category))
    return redirect(f"/categories/{category}?done=saved", 303)


def _parent_terms(form: Form) -> Terms:
    name, name_en = form.text("name", 80, needed=True), form.text("name_en", 80, needed=True)
    form.refuse_unclear()
    return Terms(name, name_en)


def _terms(form: Form, category: Category) -> Terms:
    checked = form.ticked("check_at_return")
    days = form.whole("loan_days", LOAN_DAYS.start, LOAN_DAYS.stop - 1, needed=True)
    sizes = [" ".join(size.split())[:LONGEST_SIZE] for size in form.lines("sizes")]
    with form.noting(otherwise="faults"):
        faults = faults_of(form.lines("faults", 4_000))
    with form.noting(otherwise="parts"):
        parts = parts_of(form.lines("parts"))
    with form.noting(otherwise="points"):
        points = points_from(form.lines("points", 4_000), category.attributes)
    with form.noting(otherwise="plans"):
        plans = plans_from(form.lines("plans", 4_000))
    terms = Terms(
        name=form.text("name", 80, needed=True),
        name_en=form.text("name_en", 80, needed=True),
        loan_days=days or 0,
        guardian_under_18=form.ticked("guardian_under_18"),
        check_at_return=checked,
        check_advice=form.text("check_advice", 200, needed=checked),
        check_advice_en=form.text("check_advice_en", 200, needed=checked),
        sizes=sizes,
        faults=faults,
        parts=parts,
        upkeep=UpkeepTerms(
            tuple(points),
            form.whole("every_loans", 1, MOST_LOANS),
            form.whole("every_days", 1, MOST_DAYS),
            form.ticked("signed"),
            tuple(plans),
        ),
    )
    form.refuse_unclear()
    return terms
