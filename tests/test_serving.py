"""The server opens its door, or says in a sentence why it cannot."""

import socket
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from fritidsbank.cli import main
from fritidsbank.settings import Settings
from tests.conftest import Shop

pytestmark = pytest.mark.one_database


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens already."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield int(other.getsockname()[1])


def serve(settings: Settings, *words: str, language: str = "en") -> Result:
    """Start it as at a terminal."""
    surroundings = {
        "FRITIDSBANK_DATA": str(settings.data),
        "FRITIDSBANK_DATABASE": settings.database,
        "FRITIDSBANK_LANGUAGE": language,
    }
    return CliRunner().invoke(main, ("serve", *words), env=surroundings)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Something listens on port {port} already, perhaps this shop. "),
        ("sv", "Något lyssnar redan på port {port}, kanske den här butiken. "),
    ],
)
def test_a_port_that_is_taken_is_told(
    shop: Shop, settings: Settings, taken: int, language: str, sentence: str
) -> None:
    done = serve(settings, "--port", str(taken), language=language)

    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"Error: {sentence.format(port=taken)}")


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host"])
def test_a_host_that_is_not_this_machine_is_told(shop: Shop, settings: Settings, host: str) -> None:
    done = serve(settings, "--host", host, "--port", "0")

    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"Error: The server cannot listen on {host}, port 0: ")
