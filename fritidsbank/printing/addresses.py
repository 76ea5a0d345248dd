"""Where a printer is reached, read and checked: tcp, device, ipp, ipps, folder."""

import re
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from fritidsbank.printing.profiles import Printer
from fritidsbank.refusals import Malformed, N_

LONGEST = 200
_PORTS = {"tcp": 9100, "ipp": 631, "ipps": 631}
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?")
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")
# What a kernel calls printers and serial lines. A disk is a device as well, and is none of these.
_DEVICE = re.compile(r"/dev/(usb/)?lp\d{1,3}|/dev/tty(USB|ACM|S)\d{1,3}|/dev/serial/by-id/[\w.:-]+")
_PIN = re.compile(r"sha256:[0-9a-f:]{64,95}")
_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(eq=False)
class BadAddress(Malformed):
    """It cannot be read, or it could be something else than a printer."""

    address: str

    message = N_(
        "{address} is no address of a printer. Write it as tcp://192.168.1.20:9100, "
        "device:///dev/usb/lp0, ipp://printer.local/ipp/print or folder://labels."
    )


@dataclass(eq=False)
class NotReachedSo(Malformed):
    """The model has no such plug."""

    printer: str
    ways: str

    message = N_("{printer} cannot be reached in that way. Write an address with {ways}.")


@dataclass(frozen=True)
class Address:
    """One printer's. `path` is that of a device or of IPP, or the name of a folder.

    `pin` is the fingerprint of a printer's own certificate (see `ipp.py`).
    """

    scheme: str
    host: str = ""
    port: int = 0
    path: str = ""
    pin: str = ""

    def __str__(self) -> str:
        if self.scheme == "device":
            return f"device://{self.path}"
        if self.scheme == "folder":
            return f"folder://{self.path}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.path}{self.pin and f'#{self.pin}'}"

    def folder_in(self, folder: Path) -> Path:
        """The folder that it names, below the one that is there for it."""
        return folder / self.path


def address(text: str) -> Address:
    """An address as somebody wrote it. Raises BadAddress.

    A folder is a name below the installation's own folder for it (settings.printed), and a device
    one that the kernel calls a printer or a serial line: whoever may write addresses on a page must
    not be able to write files or disks. There is no name and no password in an address.
    """
    text = text.strip()
    # urlsplit would leave out a line break, and go on.
    readable = len(text) <= LONGEST and text.isascii() and text.isprintable()
    found = _read(text) if readable else None
    if found is None:
        raise BadAddress(text[:LONGEST])
    return found


def address_for(printer: Printer, text: str) -> Address:
    """The same, if this model can be reached so. Raises BadAddress, NotReachedSo."""
    found = address(text)
    if found.scheme not in printer.transports:
        raise NotReachedSo(printer.name, ", ".join(f"{way}://" for way in printer.transports))
    return found


def _read(text: str) -> Address | None:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    pinned = parts.scheme == "ipps" and _PIN.fullmatch(parts.fragment.lower())
    climbs = {".", ".."} & {*parts.path.split("/")}
    if "?" in text or "@" in text or climbs or ("#" in text and not pinned):
        return None
    match parts.scheme:
        case "device" if not parts.netloc and _DEVICE.fullmatch(parts.path):
            return Address("device", path=parts.path)
        case "folder" if _FOLDER.fullmatch(parts.netloc) and parts.path in {"", "/"}:
            return Address("folder", path=parts.netloc)
        case "tcp" | "ipp" | "ipps" as scheme:
            return _of_host(scheme, parts, port)
    return None


def _of_host(scheme: str, parts: SplitResult, port: int | None) -> Address | None:
    host = _host(parts)
    path = "" if scheme == "tcp" and parts.path == "/" else parts.path
    fits = _PATH.fullmatch(path) and not (scheme == "tcp" and path)
    if host is None or port == 0 or not fits:
        return None
    return Address(scheme, host, port or _PORTS[scheme], path, parts.fragment.lower())


def _host(parts: SplitResult) -> str | None:
    host = parts.hostname or ""
    try:
        number = ip_address(host)
    except ValueError:
        # What looks like a number must be one: some resolvers take 127.1 and 0x7f000001.
        is_name = _HOST.fullmatch(host) and not host.rstrip(".").rpartition(".")[2].isdecimal()
        return host if is_name and not host.startswith("0x") else None
    if number.is_multicast or number.is_unspecified or str(number) == "255.255.255.255":
        return None
    return str(number) if not isinstance(number, IPv6Address) or not number.scope_id else None
