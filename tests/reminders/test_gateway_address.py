"""What stands in FRITIDSBANK_SMS, and what is known when it leads nowhere."""

import pytest

from fritidsbank.reminders.gateways import Gateway, GatewayAway, Sms

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "address",
    [
        "",
        "46elks",
        "46elks://u1:secret@/",
        "smtp://u1:secret@sms.example.se",
        "46elks+http://u1:secret@sms.example.se/?from=Shop",  # not encrypted
        "46elks://u1:secret@sms.example.se",  # from nobody
        "46elks://u1:secret@sms.example.se/?from=Blåbär",
        "46elks://u1:secret@sms.example.se/?from=Fritidsbanken",  # twelve letters and more
        "46elks://u1:secret@sms.example.se/?from=Shop&a_minute=0",
        "46elks://u1:secret@sms.example.se:secret/?from=Shop",
        "json://:secret%0A@sms.example.se/?from=Shop",  # copied with the end of its line
        "json://:secr%C3%A9t@sms.example.se/?from=Shop",
    ],
)
def test_an_address_that_cannot_be_is_refused(address: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the caller repeats no word of it
        Gateway.at(address)


def test_a_host_that_is_none_has_taken_nothing() -> None:
    gateway = Gateway.at(f"46elks://u1:s@{'a' * 64}.se/?from=Shop")
    with pytest.raises(GatewayAway):
        gateway.deliver(lambda: Sms("+46701740605", "Hej", "reminder-1"))
