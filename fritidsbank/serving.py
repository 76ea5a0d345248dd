"""The server: one process with threads, so that writers stand in one fair queue."""

import errno
import gc
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from fritidsbank.house import House
from fritidsbank.on_duty import on_duty
from fritidsbank.refusals import N_, Refusal
from fritidsbank.settings import Settings

THREADS = 8


@dataclass(eq=False)
class PortTaken(Refusal):
    """A server listens there already; forgotten in another window, it is often this one."""

    port: str

    message = N_(
        "Something listens on port {port} already, perhaps this shop. Stop it, or choose another "
        "port with --port."
    )


@dataclass(eq=False)
class CannotListen(Refusal):
    """The host is another machine, or the port is for root only."""

    host: str
    port: str
    why: str

    message = N_("The server cannot listen on {host}, port {port}: {why}.")


class Server(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """gunicorn, told everything by us and nothing by a file."""

    def __init__(
        self,
        settings: Settings,
        house: House,
        *,
        host: str,
        port: int,
        ready: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._house = house
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._ready = ready
        super().__init__()

    def load_config(self) -> None:
        """One worker: a second process would meet the first only at the file lock."""
        options: dict[str, Any] = {
            "bind": self._bind,
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "keepalive": 75,
            "graceful_timeout": 10,
            "limit_request_line": 4094,
            "accesslog": None,  # addresses of pages tell who looked at whom
            "errorlog": "-",
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": self._greet,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        """Made in the worker: a database connection must not cross a fork."""
        app = self._house.app(self._settings)
        self._house.begin(app, self._settings)
        return app

    def _greet(self, arbiter: Any) -> None:  # noqa: ANN401 - gunicorn has no types
        # Port 0 means any: the socket knows which one it became.
        port = arbiter.LISTENERS[0].sock.getsockname()[1]
        url = self._settings.url
        self._ready(f"{url[:-1]}{port}" if url.endswith(":0") else url)


def serve(
    settings: Settings, house: House, *, host: str, port: int, ready: Callable[[str], None]
) -> None:
    """Serve until told to stop; `ready` is called with the address once the door is open.

    Raises PortTaken, CannotListen.
    """
    _try_door(host, port)
    # The worker shares the memory of this process until it writes there, which looking for rubbish
    # in it would be.
    gc.collect()
    gc.freeze()
    with on_duty(settings.data):
        Server(settings, house, host=host, port=port, ready=ready).run()


def _try_door(host: str, port: int) -> None:
    # gunicorn would try for five seconds, and tell of each in its own words.
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(str(port)) from None
        raise CannotListen(host, str(port), error.strerror or str(error)) from None
