"""Putting the frame together: everything that a Flask application needs and no room owns."""

import logging
import mimetypes

from flask import Flask
from flask_login import LoginManager
from jinja2 import StrictUndefined
from sqlalchemy.exc import DBAPIError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, ValidationError

from fritidsbank.db import Store
from fritidsbank.paths import resource
from fritidsbank.refusals import Refusal
from fritidsbank.settings import Settings
from fritidsbank.web.assets import deliver, version_of
from fritidsbank.web.context import Here, g
from fritidsbank.web.guard import protect
from fritidsbank.web.language import teach_templates
from fritidsbank.web.refused import answer_refusals
from fritidsbank.web.room import Room

log = logging.getLogger("fritidsbank")

LARGEST_REQUEST = 1024 * 1024


class RowNumber(IntegerConverter):
    """A number in an address. One that no row can have leads nowhere; a database would choke."""

    def to_python(self, value: str) -> int:
        """The number, or no such page."""
        number: int = super().to_python(value)
        if number >= 2**31:
            raise ValidationError
        return number


def frame(settings: Settings, store: Store) -> Flask:
    """An application without rooms."""
    # The host's own table of types decides otherwise, and some hosts call scripts text/plain.
    mimetypes.add_type("text/javascript", ".js")
    mimetypes.add_type("image/svg+xml", ".svg")
    static = resource("static")
    app = Flask(
        "fritidsbank",
        static_folder=str(static),
        static_url_path=f"/static/{version_of(static)}",
        template_folder=str(resource("templates")),
    )
    app.app_ctx_globals_class = Here
    app.url_map.converters["int"] = RowNumber
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_REQUEST
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["fritidsbank.store"] = store
    app.extensions["fritidsbank.settings"] = settings
    app.extensions["fritidsbank.secret"] = settings.secret()
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    login = LoginManager()
    # Templates know `here`; a page about trouble must not look for an account.
    login.init_app(app, add_context_processor=False)
    login.session_protection = None  # sessions are ours, on the server
    app.extensions["fritidsbank.login"] = login
    protect(app)
    deliver(app)
    answer_refusals(app)
    teach_templates(app)
    app.teardown_request(_leave)
    return app


def open_rooms(app: Flask, *rooms: Room) -> None:
    """Hang in the pages of each room, with who may use them and what files they take."""
    doors = app.extensions.setdefault("fritidsbank.doors", {})
    uploads = app.extensions.setdefault("fritidsbank.uploads", {})
    for room in rooms:
        app.register_blueprint(room)
        doors |= {f"{room.name}.{view}": who for view, who in room.doors.items()}
        uploads |= {f"{room.name}.{view}": most for view, most in room.uploads.items()}


def _leave(error: BaseException | None) -> None:
    del error
    g.close()
    for write in g.__dict__.pop("afterwards", ()):
        try:
            with g.store.writing() as db:
                write(db)
                db.commit()
        except (Refusal, DBAPIError):
            log.info("a small write was left out: the register is busy")
    for ask in g.__dict__.pop("after_commit", ()):
        ask(g.store)
