"""The floor: a Flask view that reads the same body, answers the same, under the same server."""

import json
import os
from pathlib import Path

from flask import Flask, Response, jsonify, request

from fritidsbank.serving import Server
from fritidsbank.settings import Settings
from fritidsbank.shop_house import SHOP

ANSWER = json.loads(os.environ.get("BENCH_ANSWER", "{}"))
ROWS = json.loads(os.environ.get("BENCH_ROWS", "[]"))
trivial = Flask("trivial")
PAGE = trivial.jinja_env.from_string("""<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>Skridskor</title></head><body>
<h1>Skridskor</h1>
{% for name, lines in rows %}
<h2>{{ name }}</h2>
<ul>
{% for size, available, lent, resting in lines %}
<li><b>{{ size }}</b>
{% if available %}<span class="in">{{ available }} inne</span>{% endif %}
{% if lent %}<span class="lent">{{ lent }} ute</span>{% endif %}
{% if resting %}<span class="rests">{{ resting }} i förrådet</span>{% endif %}</li>
{% endfor %}
</ul>
{% endfor %}
</body></html>""")


@trivial.get("/login")
def login() -> str:
    """So that the bench knows when it listens."""
    return "here"


@trivial.post("/api/operations")
def answer() -> Response:
    """Read JSON, answer JSON."""
    request.get_json()
    return jsonify(ANSWER)


@trivial.get("/rows")
def rows() -> str:
    """The rows of one page of the public list, from a constant."""
    return PAGE.render(rows=ROWS)


QUEUE = json.loads(Path(file).read_text()) if (file := os.environ.get("BENCH_QUEUE")) else []
TABLE = trivial.jinja_env.from_string("""<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>Verkstaden</title></head><body>
<h1>Verkstaden</h1>
<table>
<thead><tr><th>Tur</th><th>Pryl</th><th>Fel</th><th>Varför</th><th>Sedan</th></tr></thead>
<tbody>
{% for turn, path, name, code, fault, why, since in rows %}
<tr>
<td class="number">{{ turn }}</td>
<th scope="row"><a href="{{ path }}">{{ name }}</a> <span class="number">{{ code }}</span></th>
<td>{{ fault }}</td>
<td>{{ why }}</td>
<td>{{ since }}</td>
</tr>
{% endfor %}
</tbody>
</table>
</body></html>""")


@trivial.get("/queue")
def queue() -> str:
    """The rows of a workshop's queue, from a constant."""
    return TABLE.render(rows=QUEUE)


class Trivial(Server):
    """The same server with another application."""

    def load(self) -> Flask:
        """No store, no session, no rules."""
        return trivial


if __name__ == "__main__":
    port = int(os.environ["PORT"])
    settings = Settings.from_environment()
    Trivial(settings, SHOP, host="127.0.0.1", port=port, ready=lambda _url: None).run()
