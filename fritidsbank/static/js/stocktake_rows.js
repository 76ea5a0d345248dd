/** What this tablet has scanned last, newest on top, and whether its line is open. */

import { grouped } from "./barcodes.js";
import { button, el, icon, outcome, part, show, showList } from "./dom.js";
import { titleOf } from "./outcomes.js";
import { state } from "./state.js";
import { iconOf, wordOf } from "./stocktake_words.js";
import { _, language, ngettext } from "./texts.js";

/** @typedef {import("./state.js").Row} Row */

/** @param {(row: Row) => void} takeAway */
export function drawRows(takeAway) {
  showList(part("rows"), state.rows, {
    key: (row) => row.key,
    shows: (row) => [language(), row.answer, row.waiting, row.done.length, row.note, row.undone, row.said?.line()],
    build: (row) => lineOf(row, takeAway),
  });
}

export function drawLine() {
  const { line, waiting, lasting, signedOut } = state;
  const open = line !== "down";
  show(part("line"), [line, waiting, lasting, language()], () => [
    icon(open ? "online" : "offline"),
    open ? _("Online") : _("Offline"),
    waiting > 1 || (waiting === 1 && !open) ? el("span", {}, ngettext("{n} waits", "{n} wait", waiting)) : null,
    lasting ? null : el("span", {}, _("Cannot keep acts on this tablet")),
  ]);
  part("line").classList.toggle("is-down", !open || !lasting);
  const notice = part("sign-in");
  notice.hidden = !signedOut;
  show(notice, [signedOut, language()], () => [
    el("p", {}, el("a", { href: `/login?next=${location.pathname}` }, _("Sign in again to count on. What waits here is kept."))),
  ]);
}

/** @param {Row} row @param {(row: Row) => void} takeAway */
function lineOf(row, takeAway) {
  const { tone, picture, word, line } = told(row);
  const code = row.answer?.article?.code ?? row.scanned;
  const title = row.answer?.article ? titleOf(row.answer.article) : "";
  const isNew = row.answer?.outcome === "counted_unknown" && !row.undone;
  return el(
    "li",
    { class: `outcome outcome-${tone}${row.undone ? " is-undone" : ""}` },
    ...outcome({ picture, word, line, title, code: code ? grouped(code).slice(0, 40) : "", note: row.note }),
    row.done.length > 0
      ? button(_("It was not here"), () => takeAway(row), {
          ...{ icon: "undo", kind: "button-plain outcome-undo", focus: "undo" },
          "aria-label": [_("It was not here"), title || grouped(code)].join(": "),
        })
      : null,
    isNew
      ? el(
          "div",
          { class: "outcome-buttons" },
          el("a", { class: "button button-quiet", href: `/articles/new?code=${row.scanned}` }, icon("plus"), _("Register it")),
        )
      : null,
  );
}

/** What the word has not said yet. @param {import("./types.js").Answer} answer */
function lineFor({ outcome, article, message }) {
  switch (outcome) {
    case "counted":
      return article?.place_name ?? "";
    case "counted_again":
      return "";
    case "counted_out":
      return _("Leave it here.");
    default:
      return message;
  }
}

/** @param {Row} row */
function told({ said, answer, undone }) {
  if (said) {
    return { tone: said.tone, picture: said.tone, word: said.word(), line: said.line() };
  }
  if (!answer) {
    return { tone: "wait", picture: "clock", word: _("Waiting to be sent"), line: "" };
  }
  if (undone) {
    return { tone: "wait", picture: "undo", word: _("Taken away"), line: "" };
  }
  if (answer.outcome === "not_kept") {
    const line = _("This tablet could not keep it. Write it on paper.");
    return { tone: "stop", picture: "stop", word: _("Not done"), line };
  }
  return { tone: answer.tone, picture: iconOf(answer), word: wordOf(answer.outcome), line: lineFor(answer) };
}
