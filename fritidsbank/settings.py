"""What differs from one installation to the next, read once from the environment."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from fritidsbank.refusals import Malformed, N_


@dataclass(eq=False)
class BadSetting(Malformed):
    """An environment variable has a value that cannot be used."""

    name: str
    value: str

    message = N_("The setting {name} cannot be {value}. See docs/running.md.")


@dataclass(frozen=True)
class Settings:
    """One installation. `url` is the address people use, as in https://disk.example.se."""

    data: Path
    database: str
    url: str
    proxies: int = 0

    @classmethod
    def from_environment(cls, environ: dict[str, str] | None = None) -> "Settings":
        """Read FRITIDSBANK_DATA, _DATABASE, _URL and _PROXIES. Raises BadSetting."""
        env = dict(os.environ) if environ is None else environ
        home = Path(env.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
        data = Path(env.get("FRITIDSBANK_DATA") or home / "fritidsbank").expanduser().resolve()
        url = env.get("FRITIDSBANK_URL") or f"http://localhost:{env.get('PORT') or '8080'}"
        if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
            raise BadSetting("FRITIDSBANK_URL", url)
        proxies = env.get("FRITIDSBANK_PROXIES") or "0"
        if not proxies.isdecimal():
            raise BadSetting("FRITIDSBANK_PROXIES", proxies)
        return cls(
            data=data,
            database=env.get("FRITIDSBANK_DATABASE") or f"sqlite:///{data / 'fritidsbank.db'}",
            url=url.rstrip("/"),
            proxies=int(proxies),
        )

    @property
    def https(self) -> bool:
        """Whether people reach the shop over an encrypted line."""
        return self.url.startswith("https://")

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
