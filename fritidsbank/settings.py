"""What differs from one installation to the next, read once from the environment."""

import os
import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from fritidsbank.refusals import Malformed, N_


@dataclass(eq=False)
class BadSetting(Malformed):
    """An environment variable has a value that cannot be used."""

    name: str
    value: str

    message = N_("The setting {name} cannot be {value}. See docs/running.md.")


class Rooms(StrEnum):
    """Which part of the house is open here."""

    ALL = "all"
    SHOP = "shop"
    MINUTES = "minutes"


@dataclass(frozen=True)
class Settings:
    """One installation. `url` is the address people use, as in https://disk.example.se.

    `smtp` is the mail server as in smtp://name:password@mail.example.se:587, or nothing; `sms` the
    gateway for text messages, as `reminders/gateways.py` reads it;
    `figures_from` how addresses begin from which the minutes may fetch a report.
    """

    data: Path
    database: str
    url: str
    proxies: int = 0
    smtp: str = ""
    mail_from: str = ""
    rooms: Rooms = Rooms.ALL
    figures_from: tuple[str, ...] = ()
    sms: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environ: dict[str, str] | None = None) -> "Settings":
        """Read FRITIDSBANK_DATA and the others of docs/running.md.

        Raises BadSetting.
        """
        env = dict(os.environ) if environ is None else environ
        home = Path(env.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
        data = Path(env.get("FRITIDSBANK_DATA") or home / "fritidsbank").expanduser().resolve()
        url = env.get("FRITIDSBANK_URL") or f"http://localhost:{env.get('PORT') or '8080'}"
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise BadSetting("FRITIDSBANK_URL", url)
        proxies = env.get("FRITIDSBANK_PROXIES") or "0"
        if not proxies.isdecimal():
            raise BadSetting("FRITIDSBANK_PROXIES", proxies)
        smtp = env.get("FRITIDSBANK_SMTP") or ""
        if smtp and not (urlsplit(smtp).scheme in {"smtp", "smtps"} and urlsplit(smtp).hostname):
            raise BadSetting("FRITIDSBANK_SMTP", smtp.rpartition("@")[2])  # never the password
        rooms = env.get("FRITIDSBANK_ROOMS") or Rooms.ALL
        if rooms not in [*Rooms]:
            raise BadSetting("FRITIDSBANK_ROOMS", rooms)
        figures_from = (env.get("FRITIDSBANK_FIGURES_FROM") or "").split()
        for address in figures_from:
            if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname:
                raise BadSetting("FRITIDSBANK_FIGURES_FROM", address)
        return cls(
            data=data,
            database=env.get("FRITIDSBANK_DATABASE") or f"sqlite:///{data / 'fritidsbank.db'}",
            url=url.rstrip("/"),
            proxies=int(proxies),
            smtp=smtp,
            mail_from=env.get("FRITIDSBANK_MAIL_FROM") or f"fritidsbank@{urlsplit(url).hostname}",
            rooms=Rooms(rooms),
            figures_from=tuple(figures_from),
            sms=env.get("FRITIDSBANK_SMS") or "",
        )

    def in_environment(self) -> dict[str, str]:
        """What a child process must be told to be of the same installation."""
        return {
            "FRITIDSBANK_DATA": str(self.data),
            "FRITIDSBANK_DATABASE": self.database,
            "FRITIDSBANK_URL": self.url,
            "FRITIDSBANK_ROOMS": self.rooms,
        }

    @property
    def https(self) -> bool:
        """Whether people reach the shop over an encrypted line."""
        return self.url.startswith("https://")

    @property
    def printed(self) -> Path:
        """Where printers of the kind folder:// lay what they print."""
        return self.data / "printed"

    def secret(self) -> bytes:
        """The key of this installation, made once and kept beside the database."""
        file = self.data / "secret.key"
        if not file.exists():
            self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft = self.data / f"secret.{os.getpid()}.{secrets.token_hex(4)}"
            with os.fdopen(
                os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb"
            ) as new:
                new.write(secrets.token_bytes(32))
            try:
                os.link(draft, file)  # whole or not at all, and only one of two processes
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return file.read_bytes()
