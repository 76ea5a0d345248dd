"""The program as a process of its own, which may be killed and started again."""

import os
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

from fritidsbank.db import Store
from fritidsbank.settings import Settings
from tests.ports import wait_until_free
from tests.ready_program import begun

PATIENCE = 20.0


@dataclass
class Server:
    """A server that people can reach; tests look into its database through `store`."""

    settings: Settings
    store: Store
    log: Path
    process: BaseProcess | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        """Where it is reached."""
        return self.settings.url

    @property
    def port(self) -> int:
        """On which it listens."""
        port = urlsplit(self.url).port
        assert port is not None
        return port

    def start(self) -> None:
        """Open the door, and wait until it is open."""
        own = {
            "FRITIDSBANK_DATA": str(self.settings.data),
            "FRITIDSBANK_DATABASE": self.settings.database,
            "FRITIDSBANK_URL": self.url,
            "PORT": str(self.port),
        }
        outside = {k: v for k, v in os.environ.items() if not k.startswith("FRITIDSBANK_")}
        self.process = begun(["serve"], outside | own, self.log)
        self._wait(self.process)

    def kill(self) -> None:
        """End it with its workers, however it feels about that."""
        if self.process is not None and self.process.pid is not None:
            with suppress(ProcessLookupError):  # it may have ended by itself
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.join()
            wait_until_free(self.port)

    def _wait(self, process: BaseProcess) -> None:
        until = monotonic() + PATIENCE
        while monotonic() < until and process.is_alive():
            connection = HTTPConnection("localhost", self.port, timeout=2)
            try:
                connection.request("GET", "/counter")
                connection.getresponse().read()
            except (OSError, HTTPException):
                sleep(0.05)
            else:
                return
            finally:
                connection.close()
        raise AssertionError(f"it did not start:\n{self.log.read_text(errors='replace')}")
