"""A port for a server that a test starts, and perhaps kills and starts again."""

import socket
from random import SystemRandom
from time import monotonic, sleep

# Below those that systems give to whoever asks for any port: of these, one that is free while its
# server is away may be given to another, even to the one who knocks at it and then meets itself.
_PORTS = range(20_000, 32_000)
_DICE = SystemRandom()
_PATIENCE = 20.0


def free_port() -> int:
    """One that nobody listens on."""
    return next(port for port in iter(lambda: _DICE.choice(_PORTS), 0) if is_free(port))


def is_free(port: int) -> bool:
    """Whether a server could listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError:
            return False
    return True


def wait_until_free(port: int) -> None:
    """Come back when nobody listens there: the worker of a killed server dies after it."""
    until = monotonic() + _PATIENCE
    while not is_free(port):
        if monotonic() > until:
            raise TimeoutError(f"somebody listens on {port} for good")
        sleep(0.005)
