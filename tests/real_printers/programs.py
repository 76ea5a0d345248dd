"""Real printers without paper: CUPS's ippeveprinter and LPrint, started for a test and then gone.

ippeveprinter will not start without DNS-SD, so it gets a message bus and an Avahi of its own, on
the loopback interface alone. LPrint runs as nobody, in a home of its own.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from fritidsbank.printing.ipp import Unprinted, printer_status
from tests.ports import free_port

_CUPS = Path("/usr/lib/cups/filter")
_PROGRAMS = {
    "cups-ipp-utils": "/usr/sbin/ippeveprinter",
    "cups-filters": str(_CUPS / "rastertopdf"),
    "lprint": "/usr/bin/lprint",
    "avahi-daemon": "/usr/sbin/avahi-daemon",
    "dbus": "/usr/bin/dbus-daemon",
    "printer-driver-dymo": str(_CUPS / "raster2dymolw"),
}
"""By Debian's package, what is needed of it."""
SECONDS = 15.0
"""So long a program may take to be ready."""
_AVAHI_PID = Path("/run/avahi-daemon/pid")
# Avahi has one place for its pid on a machine, so runs beside each other wait for each other.
_TURN = Path("/run/fritidsbank-tests-avahi.lock")
_PAPER_PATH = Path(__file__).with_name("paper_path.sh")

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
  <policy context="default">
    <allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/>
  </policy>
</busconfig>
"""
_AVAHI = """[server]
allow-interfaces=lo
use-ipv6=no
[wide-area]
enable-wide-area=no
[publish]
publish-hinfo=no
publish-workstation=no
"""


def lacking() -> list[str]:
    """The packages of Debian that are not here."""
    return [package for package, file in _PROGRAMS.items() if not Path(file).exists()]


def why_not() -> str:
    """Why the tests with real printers cannot run here, or nothing."""
    if sys.platform != "linux":
        return "they need Linux"
    if packages := lacking():
        return f"not here: sudo apt-get install {' '.join(packages)}"
    return "" if os.geteuid() == 0 else "only root can start avahi-daemon"


def raster_to_pdf(job: bytes) -> bytes:
    """What CUPS makes of a raster file."""
    with tempfile.NamedTemporaryFile(suffix=".pwg") as file:
        file.write(job)
        file.flush()
        command = [_PROGRAMS["cups-filters"], "1", "root", "job", "1", "", file.name]
        return subprocess.run(command, check=True, capture_output=True, timeout=SECONDS).stdout


@contextmanager
def ippeveprinter() -> Iterator[tuple[str, Path]]:
    """The address of a printer for PDF, PNG and PWG raster, and the folder of what it printed."""
    with _folder() as folder, _dns_sd(folder) as bus:
        port, spool, keys = free_port(), folder / "spool", folder / "keys"
        spool.mkdir()
        keys.mkdir()
        formats = "application/pdf,image/png,image/pwg-raster"
        command = [_PROGRAMS["cups-ipp-utils"], "-k", "-d", spool, "-K", keys, "-f", formats,
                   "-c", _PAPER_PATH, "-p", port, "-n", "localhost", "-r", "off",
                   "--no-web-forms", "Fritidsbank"]  # fmt: skip
        address = f"ipp://localhost:{port}/ipp/print"
        with _running(command, folder / "printer.log", bus, lambda: _answers(address)):
            yield address, spool


@contextmanager
def lprint(driver: str, sink: str) -> Iterator[str]:
    """The address of a printer application that drives the printer at tcp://`sink`."""
    with _folder() as folder:
        shutil.chown(folder, "nobody", "nogroup")
        port = free_port()
        home = {"HOME": str(folder), "TMPDIR": str(folder), "XDG_CONFIG_HOME": str(folder)}
        lprint = _PROGRAMS["lprint"]
        options = {"listen-hostname": "localhost", "server-hostname": "localhost",
                   "server-port": port, "log-file": folder / "log"}  # fmt: skip
        command = [lprint, "server"]
        for name, value in options.items():
            command += ["-o", f"{name}={value}"]
        log = folder / "server.log"
        with _running(command, log, home, lambda: _listens(port), user="nobody"):
            add = [lprint, "add", "-d", "label", "-v", f"socket://{sink}/", "-m", driver]
            added = subprocess.run(add, env=os.environ | home, user="nobody", check=False)
            assert not added.returncode, (folder / "log").read_text("utf-8", "replace")
            yield f"ipp://localhost:{port}/ipp/print/label"


@contextmanager
def _dns_sd(folder: Path) -> Iterator[dict[str, str]]:
    """Where ippeveprinter finds the bus and Avahi: the machine's own, or some for this test."""
    with _TURN.open("w", encoding="utf-8") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # the system lets go of it however a run ends
        if _avahi_runs():
            yield {}
            return
        _AVAHI_PID.unlink(missing_ok=True)  # of one that was killed
        bus, config = folder / "bus", folder / "bus.conf"
        config.write_text(_BUS.format(socket=bus), "utf-8")
        (folder / "avahi.conf").write_text(_AVAHI, "utf-8")
        where = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={bus}"}
        dbus = [_PROGRAMS["dbus"], f"--config-file={config}", "--nofork", "--nopidfile"]
        avahi = [_PROGRAMS["avahi-daemon"], "-f", folder / "avahi.conf", "--no-drop-root",
                 "--no-rlimits", "--no-chroot"]  # fmt: skip
        with (
            _running(dbus, folder / "bus.log", {}, bus.exists),
            _running(avahi, folder / "avahi.log", where, _avahi_runs),
        ):
            yield where


def _avahi_runs() -> bool:
    try:
        pid = int(_AVAHI_PID.read_text("utf-8"))
        return Path(f"/proc/{pid}/comm").read_text("utf-8").strip() == "avahi-daemon"
    except (OSError, ValueError):
        return False


@contextmanager
def _running(
    command: Sequence[object],
    log: Path,
    environ: dict[str, str],
    is_ready: Callable[[], bool],
    user: str = "",
) -> Iterator[None]:
    """A program that ends with us, even when we are killed."""
    leash = ["setpriv", "--pdeathsig", "KILL"]
    if user:
        leash += ["--reuid", user, "--regid", "nogroup", "--clear-groups"]
    with log.open("wb") as told:
        program = subprocess.Popen(
            [*leash, *map(str, command)],
            env=os.environ | environ,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
        )
    try:
        _wait(lambda: program.poll() is not None or is_ready(), str(command[0]), log)
        if program.poll() is not None:
            raise RuntimeError(f"{command[0]} ended: {log.read_text('utf-8', 'replace')}")
        yield
    finally:
        program.kill()
        program.wait()


def _wait(is_ready: Callable[[], bool], what: str, log: Path) -> None:
    until = monotonic() + SECONDS
    while not is_ready():
        if monotonic() > until:
            raise TimeoutError(f"{what} is not ready: {log.read_text('utf-8', 'replace')}")
        sleep(0.05)


@contextmanager
def _folder() -> Iterator[Path]:
    """Short, since the path of a socket may have a hundred letters; open to nobody."""
    with tempfile.TemporaryDirectory(prefix="fb-printer-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def _answers(address: str) -> bool:
    try:
        printer_status(address)
    except Unprinted:
        return False
    return True
