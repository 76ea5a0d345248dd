"""My page: my password, where I am signed in, in which branch I work."""

import hashlib
import hmac

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.branches.queries import branches
from fritidsbank.refusals import N_
from fritidsbank.staff import actions, queries
from fritidsbank.staff.pages import ROLES, hash_first, new_secret
from fritidsbank.staff.passwords import fits
from fritidsbank.staff.rules import TRIES_AN_ACCOUNT, TooManyTries
from fritidsbank.web.access import SIGNED_IN, Role
from fritidsbank.web.context import NotSignedIn, g
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.guard import Cookie, cookie_name
from fritidsbank.web.room import NotYours, Room

own = Room("own")

LONGEST_PASSWORD = 1_000
NOT_YOUR_PASSWORD = N_("That is not your password. Try again.")


def _my_page(form: Form) -> str:
    actor = g.actor
    doors = [door for door in branches(g.db) if _works_in(door.id)]
    return render_template(
        "staff/me.html",
        form=form,
        roles=sorted({ROLES[role] for role, _ in actor.roles}),
        branches=[(str(door.id), door.name) for door in doors],
        branch_form=form.beside("branch", {"branch": actor.branch}),
        password_form=form.beside("current"),
        sign_in=queries.password_of(g.db, actor.account),
        sessions=queries.sessions_of(g.db, actor.account, now=g.now),
        device=actor.device,
    )


def _works_in(branch: int) -> bool:
    return any(g.actor.may(role, branch) for role in Role)


@own.shows("/me", who=SIGNED_IN)
def my_page() -> str:
    """What an account may change about itself."""
    return _my_page(Form())


def _check_mine() -> None:
    """Check the old password and hash the new one before the writer's turn is taken."""
    with g.store.reading() as db:
        known = queries.presence(db, _my_token(), now=g.now)
        if known is None:
            raise NotSignedIn
        if queries.tries_about(db, _about(known.actor.account), now=g.now) >= TRIES_AN_ACCOUNT:
            raise TooManyTries
        sign_in = queries.password_of(db, known.actor.account)
    current = request.form.get("current", "")[:LONGEST_PASSWORD]
    g.knows_password = fits(current, sign_in.secret if sign_in else None)
    hash_first()


@own.does("/me/password", who=SIGNED_IN, first=_check_mine)
def change_password() -> Response | tuple[str, int]:
    """A new password of one's own; then one signs in with it, everywhere."""
    if not g.knows_password:
        # A wrong guess is counted, so this is no form that is rolled back.
        actions.note_failure(g.db, [_about(g.actor.account)], now=g.now)
        form = Form()
        form.note("current", NOT_YOUR_PASSWORD)
        return _my_page(form), 422
    return _set_password()


@asks(_my_page)
def _set_password(form: Form) -> Response:
    account = queries.account_with(g.db, g.actor.account)
    sign_in = queries.password_of(g.db, account.id)
    assert sign_in is not None  # its password has just been checked
    actions.set_password(g.db, account, sign_in=sign_in.subject, secret=new_secret(form))
    return redirect("/login", 303)


@own.does("/me/sign-out", who=SIGNED_IN)
def sign_out_everywhere() -> Response:
    """Every session of this account ends, this one as well."""
    actions.end_sessions(g.db, g.actor.account, at=g.now)
    return redirect("/login", 303)


@own.does("/me/branch", who=SIGNED_IN)
@asks(_my_page)
def work_in(form: Form) -> Response:
    """The session goes on in another branch."""
    branch = form.one_of("branch", [door.id for door in branches(g.db)])
    if not _works_in(branch):
        raise NotYours
    actions.go_to_branch(g.db, _my_token(), branch)
    return redirect("/me?done=saved", 303)


def _my_token() -> str:
    return request.cookies.get(cookie_name(Cookie.SESSION), "")


def _about(account: int) -> str:
    """What a wrong guess counts for, as an HMAC like those of the sign-in page."""
    return hmac.new(g.secret, f"own:{account}".encode(), hashlib.sha256).hexdigest()
