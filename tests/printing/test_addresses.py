"""An address of a printer can be read, or it is refused: it must not lead anywhere else."""

import pytest

from fritidsbank.printing.addresses import Address, BadAddress, NotReachedSo, address, address_for
from fritidsbank.printing.profiles import printer_with

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("tcp://10.0.0.7:9100", Address("tcp", "10.0.0.7", 9100)),
        ("tcp://10.0.0.7", Address("tcp", "10.0.0.7", 9100)),
        (" tcp://Zebra.local/ ", Address("tcp", "zebra.local", 9100)),
        ("tcp://[fe80::1]:9101", Address("tcp", "fe80::1", 9101)),
        ("ipp://printer.local/ipp/print", Address("ipp", "printer.local", 631, "/ipp/print")),
        ("ipps://10.0.0.8:8631/", Address("ipps", "10.0.0.8", 8631, "/")),
        ("ipps://10.0.0.8/ipp#sha256:" + "4F" * 32, None),
        ("device:///dev/usb/lp0", Address("device", path="/dev/usb/lp0")),
        ("device:///dev/serial/by-id/usb-EPSON_TM-T20-if00", None),
        ("folder://labels", Address("folder", path="labels")),
    ],
)
def test_an_address_is_read(text: str, read: Address | None) -> None:
    assert read is None or address(text) == read
    assert address(str(address(text))) == address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10.0.0.7",
        "http://10.0.0.7:9100",
        "file:///etc/passwd",
        "tcp://",
        "tcp://:9100",
        "tcp://10.0.0.7:0",
        "tcp://10.0.0.7:65536",
        "tcp://10.0.0.7:x",
        "tcp://10.0.0.7:9100/status",
        "tcp://amina:hemligt@10.0.0.7",
        "tcp://@10.0.0.7",
        "tcp://10.0.0.7?x=1",
        "tcp://10.0.0.7#x",
        "ipp://10.0.0.8/ipp#sha256:" + "4F" * 32,
        "ipps://10.0.0.8/ipp#x",
        "tcp://10.0.0.256",
        "tcp://127.1",
        "tcp://2130706433",
        "tcp://0x7f000001",
        "tcp://0.0.0.0",
        "tcp://224.0.0.1",
        "tcp://255.255.255.255",
        "tcp://[ff02::1]",
        "tcp://[fe80::1%eth0]",
        "tcp://-zebra.local",
        "tcp://zebra .local",
        "tcp://zebra\n.local",
        "tcp://skrivaren-vid-disken.å.se",
        "ipp://printer.local/../admin",
        "ipp://printer.local/ipp/print?x=1",
        "ipp://printer.local/ipp print",
        "device:///dev/sda",
        "device:///etc/passwd",
        "device:///dev/usb/../sda",
        "device://dev/usb/lp0",
        "device:///dev/serial/by-id/../../sda",
        "folder:///var/lib/fritidsbank",
        "folder://..",
        "folder://labels/deeper",
        "folder://",
        "tcp://" + "a" * 200,
    ],
)
def test_what_is_no_address_of_a_printer_is_refused(text: str) -> None:
    with pytest.raises(BadAddress):
        address(text)


def test_a_model_is_reached_only_by_the_plugs_that_it_has() -> None:
    with pytest.raises(NotReachedSo) as refused:
        address_for(printer_with("zebra-zd421-203"), "ipp://printer.local/ipp/print")

    assert "tcp://" in str(refused.value)
