"""The floor: a Flask view that reads the same body, answers the same, under the same server."""

import json
import os
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, request

from fritidsbank.db import SQLITE
from fritidsbank.minutes.public.searching import question_for_fts5, wanted
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


DATABASE = Path(os.environ.get("BENCH_MINUTES", ".")) / "fritidsbank.db"
FOUND = """SELECT published_item.label, published_item.title, published_item.text, published.path,
  published_item.anchor, published.title, published.falls_on
  FROM published_search JOIN published_item ON published_item.id = published_search.rowid
  JOIN published ON published.id = published_item.published_id
  WHERE published_search MATCH ? ORDER BY rank LIMIT 10"""
HITS = trivial.jinja_env.from_string("""<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>{{ asked }}</title></head><body>
<h1>{{ asked }}</h1>
<ol>
{% for label, title, text, path, anchor, meeting, day in hits %}
<li><a href="{{ path }}#{{ anchor }}">{{ label }} {{ title }}</a> {{ meeting }} {{ day }}
<p>{{ text[:200] }}</p></li>
{% endfor %}
</ol>
</body></html>""")


@trivial.get("/found")
def found() -> str:
    """The bare query of a search, and its rows."""
    asked = request.args["q"]
    with closing(SQLITE.connect(DATABASE)) as connection:
        hits = connection.execute(FOUND, (question_for_fts5(wanted(asked)),)).fetchall()
    return HITS.render(asked=asked, hits=hits)


@cache
def documents() -> dict[str, Any]:
    """What is published of every meeting."""
    with closing(SQLITE.connect(DATABASE)) as connection:
        rows = connection.execute("SELECT key, document FROM published WHERE kind = 'minutes'")
        return {key: json.loads(document) for key, document in rows}


MEETING = trivial.jinja_env.from_string("""<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>{{ one.group.name }}</title></head><body>
<h1>{{ one.group.name }} {{ one.slug }}</h1>
<p>{{ one.place }}</p><p>{{ one.summary }}</p>
<ul>
{% for who in one.attendance %}<li>{{ who.organisation }} {{ who.function }}</li>{% endfor %}
</ul>
{% for item in one["items"] %}
<h2 id="{{ item.anchor }}">{{ item.label }} {{ item.title }}</h2>
{% for part in item.paragraphs %}<div id="{{ part.anchor }}">{{ part.html|safe }}</div>{% endfor %}
<ul>
{% for each in item.outcomes %}<li>{{ each.text }} {{ each.owner }}</li>{% endfor %}
</ul>
{% endfor %}
</body></html>""")


@trivial.get("/meeting")
def meeting() -> str:
    """The page of a meeting, from a constant."""
    return MEETING.render(one=documents()[request.args["key"]])


ONE = "SELECT document FROM published WHERE kind = 'minutes' AND key = ? AND superseded_at IS NULL"
WHOLE = trivial.jinja_env.from_string("""<!DOCTYPE html>
<html lang="sv"><head><meta charset="utf-8"><title>{{ one.group.name }}</title>
<link rel="stylesheet" href="/static/css/tokens.css">
<link rel="stylesheet" href="/static/css/layout.css">
</head><body>
<header class="bar bar-meetings"><a class="bar-brand" href="/moten">Öppna möten</a>
<nav class="bar-nav" aria-label="Öppna möten"><a href="/moten" aria-current="page">Möten</a>
<a href="/moten/arenden">Ärenden</a> <a href="/moten/sok">Sök</a></nav></header>
<main id="main" class="page" tabindex="-1">
<h1><span>{{ one.group.name }}</span> <span class="meeting-day">{{ one.slug }}</span></h1>
<dl class="facts"><dt>När</dt><dd>{{ one.starts_at }}</dd><dt>Var</dt><dd>{{ one.place }}</dd></dl>
<section class="panel" aria-labelledby="decided"><h2 id="decided">Beslut och att göra</h2>
{% for item in one["items"] %}{% for each in item.outcomes %}
<div class="outcome">
  <span class="badge badge-back"><svg class="icon" aria-hidden="true">
    <use href="/static/icons/sprite.svg#check" />
  </svg> Beslut</span>
  <div class="outcome-said"><p><a href="#{{ item.anchor }}">{{ each.text }}</a></p>
  <p class="muted">Görs av: <span>{{ each.owner }}</span> senast <time>{{ each.due_on }}</time></p>
  </div>
</div>
{% endfor %}{% endfor %}
</section>
<section class="panel easy"><h2 id="easy">Lättläst</h2><p>{{ one.summary }}</p></section>
<nav class="contents no-print" aria-labelledby="contents"><h2 id="contents">Punkter</h2><ol>
{% for item in one["items"] %}
        <li>
          <a href="#{{ item.anchor }}">{{ item.label }}
              {{ item.title }}
          </a>
        </li>
{% endfor %}
</ol></nav>
{% for item in one["items"] %}
  <section class="item"
           id="{{ item.anchor }}"
           aria-labelledby="{{ item.anchor }}-title">
    <h2 id="{{ item.anchor }}-title">
        <span>{{ item.label }} {{ item.title }}</span>
      <a class="here no-print"
         href="#{{ item.anchor }}"
         aria-label="Länk till punkt {{ item.label }}">#</a>
    </h2>
{% for part in item.paragraphs %}
        <div class="paragraph" id="{{ part.anchor }}">
            <div>{{ part.html|safe }}</div>
            <a class="here no-print"
               href="#{{ part.anchor }}"
               aria-label="Länk till stycke {{ part.anchor }}">#</a>
        </div>
{% endfor %}
{% for each in item.outcomes %}
<div class="outcome">
  <span class="badge badge-back"><svg class="icon" aria-hidden="true">
    <use href="/static/icons/sprite.svg#check" />
  </svg> Beslut</span>
  <div class="outcome-said"><p>{{ each.text }}</p>
  <p class="muted">Görs av: <span>{{ each.owner }}</span> senast <time>{{ each.due_on }}</time></p>
  </div>
</div>
{% endfor %}
  </section>
{% endfor %}
<section aria-labelledby="present"><h2 id="present">Vilka som var med</h2>
<ul class="list lines attendance">
{% for who in one.attendance %}
  <li>
      <span>{{ who.organisation }}, {{ who.function }}</span>
  </li>
{% endfor %}
</ul></section>
</main></body></html>""")


@trivial.get("/whole-meeting")
def whole_meeting() -> str:
    """The same as long as ours, for whoever comes first: one statement and one template."""
    with closing(SQLITE.connect(DATABASE)) as connection:
        (document,) = connection.execute(ONE, (request.args["key"],)).fetchone()
    return WHOLE.render(one=json.loads(document))


class Trivial(Server):
    """The same server with another application."""

    def load(self) -> Flask:
        """No store, no session, no rules."""
        return trivial


if __name__ == "__main__":
    port = int(os.environ["PORT"])
    settings = Settings.from_environment()
    Trivial(settings, SHOP, host="127.0.0.1", port=port, ready=lambda _url: None).run()
