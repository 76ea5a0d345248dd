"""Accounts: who works here, what they may do, how they sign in; and the tablets they use."""

from uuid import UUID

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from fritidsbank.branches.models import Branch
from fritidsbank.branches.queries import branches
from fritidsbank.clock import local_day
from fritidsbank.refusals import N_
from fritidsbank.staff import actions, queries
from fritidsbank.staff.models import Account, AccountKind
from fritidsbank.staff.models import Role as RoleRow
from fritidsbank.staff.passwords import hashed
from fritidsbank.staff.rules import SET_BINDINGS, SIGN_OFF, WeakPassword, good_password
from fritidsbank.web.access import Role
from fritidsbank.web.admission import admit_everywhere
from fritidsbank.web.context import g
from fritidsbank.web.fields import FieldWrong
from fritidsbank.web.forms import Form, asks
from fritidsbank.web.language import say
from fritidsbank.web.room import Room

accounts = Room("accounts")

KINDS = {AccountKind.PERSON: N_("A person"), AccountKind.POST: N_("A post that several share")}
ROLES = {
    Role.COUNTER: N_("Counter"),
    Role.WORKSHOP: N_("Workshop"),
    Role.SECRETARY: N_("Secretary of groups"),
    Role.MANAGER: N_("Manager"),
    Role.ADMIN: N_("Administrator"),
}
TRUSTS = {SET_BINDINGS: N_("Sets ski bindings"), SIGN_OFF: N_("Signs off repairs")}
"""Special authorities."""
ALL = "all"
LONGEST_PASSWORD = 1_000

SIGN_IN_NEEDED = N_("Write the name to sign in with, too.")
FOR_WHOM = N_(
    "People in work training get no account: the bench signs as the post Verkstaden. Tick the box "
    "below if this is a supervisor."
)
DAY_PASSED = N_("Choose a day from today on, or none.")


def hash_first() -> None:
    """Hash before the writer's turn is taken: it is slow, and others are lending."""
    password = request.form.get("password", "")[:LONGEST_PASSWORD]
    try:
        g.new_secret = hashed(good_password(password))
    except WeakPassword:
        g.new_secret = ""  # said beside the field, when the form is read


def new_secret(form: Form) -> str:
    """The new password as it is kept. Raises Unclear when it is not good enough."""
    with form.noting(otherwise="password"):
        good_password(request.form.get("password", "")[:LONGEST_PASSWORD])
    return str(g.new_secret)


@accounts.shows("/staff", who=Role.ADMIN)
def account_list() -> str:
    """Everybody who works here, and the posts."""
    admit_everywhere(Role.ADMIN)
    doors = {door.id: door.name for door in branches(g.db)}
    roles = queries.roles_of_all(g.db)
    return render_template(
        "staff/accounts.html",
        accounts=[
            (account, [_role_said(role, doors) for role in roles.get(account.id, ())])
            for account in queries.accounts(g.db)
        ],
        sign_ins=queries.sign_in_names(g.db),
        kinds=KINDS,
    )


def _role_said(role: RoleRow, doors: dict[int, str]) -> tuple[str, str]:
    """The role, and the branch it is for; nothing for all."""
    where = "" if role.branch_id is None else doors.get(role.branch_id, "")
    return ROLES[role.role], where


def _new_page(form: Form) -> str:
    admit_everywhere(Role.ADMIN)
    return render_template(
        "staff/new.html",
        form=form,
        kinds=[(kind.value, say(msgid, g.language)) for kind, msgid in KINDS.items()],
        rows=_role_rows(branches(g.db)),
    )


@accounts.shows("/staff/new", who=Role.ADMIN)
def new_page() -> str:
    """Somebody new, or a post."""
    return _new_page(Form({"kind": AccountKind.PERSON.value}))


@accounts.does("/staff/new", who=Role.ADMIN, first=hash_first)
@asks(_new_page)
def open_account(form: Form) -> Response:
    """An account, perhaps with a password, with its roles."""
    admit_everywhere(Role.ADMIN)
    name = form.text("name", 80, needed=True)
    kind = form.choice("kind", KINDS)
    sign_in, password = form.text("sign_in", 80), bool(request.form.get("password"))
    if password and not sign_in:
        form.note("sign_in", SIGN_IN_NEEDED)
    form.refuse_unclear()
    secret = new_secret(form) if sign_in else ""
    with form.noting(name_taken="sign_in", name_needed="name"):
        account = actions.open_account(
            g.db, name, sign_in=sign_in, secret=secret, kind=kind, now=g.now
        )
    actions.give_roles(g.db, account, _roles_for(form, kind))
    return redirect(f"/staff/{account.id}?done=added", 303)


def _account_page(form: Form, account: int) -> str:
    admit_everywhere(Role.ADMIN)
    known = queries.account_with(g.db, account)
    sign_in = queries.password_of(g.db, account)
    return render_template(
        "staff/account.html",
        form=form,
        account=known,
        kind=KINDS[known.kind],
        name_form=form.beside("name", {"name": known.name}),
        role_form=form.beside("roles", _roles_as_fields(queries.roles_of(g.db, account))),
        password_form=form.beside("sign_in", {"sign_in": sign_in.subject if sign_in else ""}),
        trust_form=form.beside("what"),
        has_password=sign_in is not None,
        rows=_role_rows(branches(g.db)),
        trusts=[(what, say(msgid, g.language)) for what, msgid in TRUSTS.items()],
        authorities=[
            (one, TRUSTS.get(one.what, one.what)) for one in queries.authorities_of(g.db, account)
        ],
    )


def _known(account: int) -> Account:
    admit_everywhere(Role.ADMIN)
    return queries.account_with(g.db, account)


def _back_to(account: int, done: str = "saved") -> Response:
    return redirect(f"/staff/{account}?done={done}", 303)


@accounts.shows("/staff/<int:account>", who=Role.ADMIN)
def account_page(account: int) -> str:
    """Everything about an account."""
    return _account_page(Form(), account)


@accounts.does("/staff/<int:account>/name", who=Role.ADMIN)
@asks(_account_page)
def rename(form: Form, account: int) -> Response:
    """Another name."""
    known = _known(account)
    with form.noting(name_needed="name"):
        actions.rename_account(g.db, known, form.text("name", 80))
    form.refuse_unclear()
    return _back_to(account)


@accounts.does("/staff/<int:account>/roles", who=Role.ADMIN)
@asks(_account_page)
def give_roles(form: Form, account: int) -> Response:
    """These roles and no others."""
    known = _known(account)
    roles = _roles_for(form, known.kind)
    with form.noting(last_admin="roles"):
        actions.give_roles(g.db, known, roles)
    return _back_to(account)


@accounts.does("/staff/<int:account>/password", who=Role.ADMIN, first=hash_first)
@asks(_account_page)
def set_password(form: Form, account: int) -> Response:
    """A new password; whoever is signed in with the old one is not any more."""
    known = _known(account)
    sign_in = form.text("sign_in", 80, needed=True)
    form.refuse_unclear()
    secret = new_secret(form)
    with form.noting(name_taken="sign_in", name_needed="sign_in"):
        actions.set_password(g.db, known, sign_in=sign_in, secret=secret)
    return _back_to(account)


@accounts.does("/staff/<int:account>/authorities", who=Role.ADMIN)
@asks(_account_page)
def trust(form: Form, account: int) -> Response:
    """A special authority, perhaps until a day."""
    known = _known(account)
    what, until = form.word("what", TRUSTS), form.day("until")
    if until is not None and until < local_day(g.now):
        form.note("until", DAY_PASSED)
    form.refuse_unclear()
    actions.trust(g.db, known, what, until=until)
    return _back_to(account, "added")


@accounts.does("/staff/<int:account>/authorities/remove", who=Role.ADMIN)
def distrust(account: int) -> Response:
    """An authority is over."""
    authority = request.form.get("authority", "")
    if not (authority.isdecimal() and len(authority) < 10):
        raise FieldWrong("authority")
    actions.distrust(g.db, _known(account), int(authority))
    return _back_to(account, "removed")


@accounts.does("/staff/<int:account>/close", who=Role.ADMIN)
@asks(_account_page)
def close(form: Form, account: int) -> Response:
    """It signs nothing any more."""
    with form.noting(last_admin=""):
        actions.close_account(g.db, _known(account), now=g.now)
    return _back_to(account, "closed")


@accounts.does("/staff/<int:account>/reopen", who=Role.ADMIN)
def reopen(account: int) -> Response:
    """Somebody is back."""
    actions.reopen_account(g.db, _known(account))
    return _back_to(account, "reopened")


@accounts.shows("/devices", who=Role.ADMIN)
def device_list() -> str:
    """Every tablet and computer that somebody has signed in on."""
    admit_everywhere(Role.ADMIN)
    return render_template("staff/devices.html", devices=queries.devices(g.db), this=g.actor.device)


def _device_page(form: Form, device: UUID) -> str:
    admit_everywhere(Role.ADMIN)
    known = queries.device_with(g.db, str(device))
    name_form = form.beside("name", {"name": known.name})
    return render_template("staff/device.html", form=name_form, device=known, this=g.actor.device)


@accounts.shows("/devices/<uuid:device>", who=Role.ADMIN)
def device_page(device: UUID) -> str:
    """What a tablet is called, and the way to end it."""
    return _device_page(Form(), device)


@accounts.does("/devices/<uuid:device>", who=Role.ADMIN)
@asks(_device_page)
def rename_device(form: Form, device: UUID) -> Response:
    """Another name for a tablet."""
    admit_everywhere(Role.ADMIN)
    known = queries.device_with(g.db, str(device))
    name = form.text("name", 80, needed=True)
    form.refuse_unclear()
    actions.rename_device(g.db, known, name)
    return redirect("/devices?done=saved", 303)


@accounts.does("/devices/<uuid:device>/revoke", who=Role.ADMIN)
def revoke_device(device: UUID) -> Response:
    """A lost tablet: nobody is signed in on it any more."""
    admit_everywhere(Role.ADMIN)
    actions.revoke_device(g.db, queries.device_with(g.db, str(device)), now=g.now)
    return redirect("/devices?done=closed", 303)


def _field(role: Role, scope: int | None) -> str:
    return f"role-{role.value}-{scope or ALL}"


def _role_rows(doors: list[Branch]) -> list[tuple[str, list[tuple[str, str]]]]:
    """For all branches (no name) and for each: its name, and each role's field and word."""
    somewhere = [role for role in ROLES if role is not Role.ADMIN]
    return [
        ("", [(_field(role, None), ROLES[role]) for role in ROLES]),
        *(
            (door.name, [(_field(role, door.id), ROLES[role]) for role in somewhere])
            for door in doors
        ),
    ]


def _roles_as_fields(roles: list[RoleRow]) -> dict[str, object]:
    # Whoever gave somebody the bench alone has said before that it is a supervisor.
    only_bench = {role.role for role in roles} == {Role.WORKSHOP}
    fields: dict[str, object] = {_field(role.role, role.branch_id): True for role in roles}
    return fields | {"supervisor": only_bench}


def _roles_for(form: Form, kind: AccountKind) -> list[tuple[Role, int | None]]:
    """The ticked roles. A person at the bench who does nothing else must be a supervisor.

    Raises Unclear.
    """
    roles = _roles_in(form)
    only_bench = {role for role, _ in roles} == {Role.WORKSHOP}
    if kind is AccountKind.PERSON and only_bench and not form.ticked("supervisor"):
        form.note("supervisor", FOR_WHOM)
    form.refuse_unclear()
    return roles


def _roles_in(form: Form) -> list[tuple[Role, int | None]]:
    """The ticked roles; administrators are so everywhere."""
    scopes: list[int | None] = [None, *(door.id for door in branches(g.db))]
    return [
        (role, scope)
        for role in ROLES
        for scope in scopes
        if form.ticked(_field(role, scope)) and (scope is None or role is not Role.ADMIN)
    ]
