/** The verbs of the counter: what a scan or a button does to an article, and what its answer means. */

import { say, sound } from "./aloud.js";
import { undoEffect, effect } from "./effects.js";
import { spoken } from "./outcome_lines.js";
import { changesSomething, wordOf } from "./outcomes.js";
import { newRow, place, remove, SOON } from "./row_state.js";
import { act } from "./sending.js";
import { changed, state } from "./state.js";
import { layInTray } from "./tray_state.js";

/** @typedef {import("./state.js").Row} Row */
/** @typedef {import("./types.js").Act} Act */
/** @typedef {import("./types.js").Answer} Answer */

/** A tray article must have been scanned by whoever stands here now. */
const STILL_HERE = 120_000;
/** They are steps of something else, and say nothing by themselves. */
const SILENT = new Set(["registered", "switched"]);
/** They waited since a stocktake, whose own page and report say how they ended. */
const OF_STOCKTAKES = new Set(["count", "uncount"]);
/** Done on other pages of this tablet: only what did not go well is worth a line here. */
const ELSEWHERE = new Set(["carry", "send", "receive", "tally", "wish"]);
const ASKED_ANEW = new Set(["check_out", "relend", "check_in"]);

/**
 * An article of ours, an older label, or something nobody can read: the server knows.
 * @param {string} code
 */
export function articleScanned(code) {
  const row = newRow(code);
  if (state.borrower) {
    lend(row);
  } else {
    takeBack(row);
  }
}

/** @param {Row} row @param {{guardian?: boolean, due_on?: string}} [said] */
export function lend(row, said = {}) {
  begin(row, { kind: "check_out", ...lending(row), ...said });
}

/** @param {Row} row */
export function relend(row) {
  begin(row, { kind: "relend", ...lending(row) });
}

/** @param {Row} row */
export function takeBack(row) {
  const returned = state.returnedOn ? { returned_on: state.returnedOn } : {};
  begin(row, { kind: "check_in", article: row.scanned, ...returned });
}

/** @param {Row} row @param {Record<string, unknown>} how */
export function mark(row, how) {
  row.asks = "";
  begin(row, { kind: "mark", article: row.scanned, ...how });
}

/** @param {Row} row @param {{verdict?: "ok" | "to_repair" | "scrap", seen?: string[], wrong?: string[]}} found */
export function safetyCheck(row, found) {
  row.asks = "";
  begin(row, { kind: "safety_check", article: row.scanned, ...found });
}

/** @param {Row} row */
export function undo(row) {
  const last = row.done.at(-1);
  if (!last || row.waiting) {
    return;
  }
  row.waiting = true;
  act({ kind: "undo", operation: last.id }, (answer) => {
    row.waiting = false;
    sound(answer.tone);
    say(answer.message);
    if (answer.outcome !== "undone") {
      row.note = answer.message;
      return;
    }
    row.done.pop();
    undoEffect(last);
    row.note = "";
    row.asks = "";
    row.missing = [];
    row.wrong = [];
    row.answer = row.done.at(-1)?.answer ?? row.answer;
    row.undone = row.done.length === 0;
  });
  changed();
}

/** @param {Row} row */
function lending(row) {
  const borrower = state.borrower;
  row.borrower = borrower?.id ?? null;
  return {
    article: row.scanned,
    borrower: borrower?.id,
    visit: borrower?.visit,
    under_18: borrower?.under18 ?? false,
    ...(borrower?.dueOn ? { due_on: borrower.dueOn } : {}),
  };
}

/** @param {Row} row @param {Act} what */
export function begin(row, what) {
  if (row.waiting) {
    return;
  }
  const started = Date.now();
  row.waiting = true;
  row.note = "";
  const late = setTimeout(() => place(row), SOON);
  const id = act(what, (answer) => {
    clearTimeout(late);
    row.waiting = false;
    const fresh = Date.now() - started < STILL_HERE;
    if (answer.outcome === "was_not_out" && answer.lendable && answer.article && fresh) {
      remove(row);
      layOrLend(row, answer);
    } else {
      settle(row, id, what, answer);
      place(row);
      say(spoken(answer));
    }
    sound(answer.tone);
  });
  if (row.answer) {
    changed();
  }
}

/**
 * It was scanned with nobody chosen; by now somebody may have been.
 * @param {Row} row
 * @param {Answer} answer
 */
function layOrLend(row, answer) {
  if (state.borrower) {
    lend(newRow(row.scanned));
  } else if (answer.article) {
    layInTray(row.scanned, answer.article);
  }
}

/** @param {Row} row @param {string} id @param {Act} what @param {Answer} answer */
function settle(row, id, what, answer) {
  if (changesSomething(answer)) {
    const dueBefore = effect(String(what.borrower ?? ""), answer);
    row.done.push({ id, kind: what.kind, answer, dueBefore });
    row.answer = answer;
    row.undone = false;
  } else if (!row.answer || (ASKED_ANEW.has(what.kind) && !answer.refused)) {
    row.answer = answer;
  } else {
    row.note = answer.message || wordOf(answer.outcome);
  }
}

/**
 * Acts that waited since before this page was opened are answered, too.
 * @param {{kind: string, article?: unknown, id: string}} operation
 * @param {Answer} answer
 */
export function answeredLate(operation, answer) {
  const isFine = !answer.refused && (answer.tone === "back" || answer.tone === "out");
  const isStep = !answer.refused && SILENT.has(answer.outcome);
  if (isStep || OF_STOCKTAKES.has(operation.kind) || (isFine && ELSEWHERE.has(operation.kind))) {
    return;
  }
  const row = newRow(typeof operation.article === "string" ? operation.article : "");
  settle(row, operation.id, operation, answer);
  place(row);
}
