"""What a print agent is given is looked at before it is used."""

import pytest

from fritidsbank.printjobs.agent_line import (
    NoServerAddress,
    NoToken,
    NotOverPlainHttp,
    ServerLine,
)

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("http://disk.example.se", NotOverPlainHttp),
        ("http://10.0.0.7:8080", NotOverPlainHttp),
        ("disk.example.se", NoServerAddress),
        ("ftp://disk.example.se", NoServerAddress),
        ("https://disk.example.se:99999", NoServerAddress),
        ("https://[disk", NoServerAddress),
        ("https://amina:hemligt@disk.example.se", NoServerAddress),
    ],
)
def test_a_token_is_not_sent_over_an_open_line(
    url: str, refusal: type[NotOverPlainHttp] | type[NoServerAddress]
) -> None:
    with pytest.raises(refusal):
        ServerLine(url, "token")


@pytest.mark.parametrize("token", ["", "two\nlines", "ÿ", "\0", "a" * 101])
def test_a_file_that_is_no_token_is_told_at_once(token: str) -> None:
    with pytest.raises(NoToken):
        ServerLine("https://disk.example.se", token)
