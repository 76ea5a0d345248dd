"""The floor: a Flask view that reads the same body, answers the same, under the same server."""

import json
import os

from flask import Flask, Response, jsonify, request

from fritidsbank.serving import Server
from fritidsbank.settings import Settings

ANSWER = json.loads(os.environ.get("BENCH_ANSWER", "{}"))
trivial = Flask("trivial")


@trivial.get("/login")
def login() -> str:
    """So that the bench knows when it listens."""
    return "here"


@trivial.post("/api/operations")
def answer() -> Response:
    """Read JSON, answer JSON."""
    request.get_json()
    return jsonify(ANSWER)


class Trivial(Server):
    """The same server with another application."""

    def load(self) -> Flask:
        """No store, no session, no rules."""
        return trivial


if __name__ == "__main__":
    port = int(os.environ["PORT"])
    Trivial(Settings.from_environment(), host="127.0.0.1", port=port, ready=lambda _url: None).run()
