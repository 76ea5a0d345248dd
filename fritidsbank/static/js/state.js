/** What the page knows now. Everything on screen is drawn from this, and only `changed` draws. */

import { addDays, dayOf, daysBetween } from "./dates.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").Article} Article */
/** @typedef {import("./types.js").Loan} Loan */
/** @typedef {import("./types.js").Tone} Tone */

/**
 * Whose turn it is, and the basket.
 * @typedef {object} Borrower
 * @property {string} id
 * @property {string} name
 * @property {string} mobile
 * @property {string} kind
 * @property {Loan[]} loans  all that is out, newest first
 * @property {boolean} loansKnown
 * @property {string} visit
 * @property {number[]} lentNow  the loans of this visit
 * @property {boolean} under18
 * @property {string | null} dueOn  another due date, chosen for this visit
 * @property {string | null} slip  a visit whose slip was scanned
 * @property {string | null} card  stood for the id until the line was back
 */

/** @typedef {{kind: string, mobile: string, name: string, contact: string, card: string, error: string}} Form */
/** @typedef {{id: string, kind: string, answer: Answer, dueBefore?: Map<number, string>}} Done */

/**
 * One outcome on screen. It keeps all that was done to the article here, so that each can be undone.
 * @typedef {object} Row
 * @property {string} key
 * @property {string} scanned
 * @property {string | null} borrower  whose turn it was
 * @property {boolean} waiting  not answered yet
 * @property {Answer | null} answer
 * @property {Done[]} done
 * @property {"" | "faults" | "reasons"} asks
 * @property {boolean} unfolded
 * @property {string[]} missing  its parts that did not come back, not told yet
 * @property {string[]} wrong  points of its check that are not in order, not told yet
 * @property {string} note  why the last button did not work
 * @property {boolean} undone
 * @property {{tone: Tone, word: () => string, line: () => string} | null} said  by the page itself
 */

/** @typedef {{code: string, article: Article}} Laid */

export const state = {
  /** @type {import("./types.js").Session | null} */
  session: null,
  signedOut: false,
  /** @type {Map<string, import("./types.js").Category>} */
  categories: new Map(),
  /** @type {Borrower | null} */
  borrower: null,
  /** @type {Form | null} */
  form: null,
  /** @type {Borrower | null} */
  resume: null,
  /** @type {Row[]} */
  rows: [],
  /** @type {Laid[]} */
  tray: [],
  /** @type {string | null} */
  returnedOn: null,
  choosingReturnDay: false,
  choosingDue: false,
  /** @type {import("./outbox.js").Line} */
  line: "open",
  waiting: 0,
  lasting: true,
  muted: false,
  menuOpen: false,
  unfolded: false,
  scanNote: "",
};

/** @param {string | null} id  of a borrower, or the card that stood for it without a line */
export function isTurnOf(id) {
  const open = state.borrower;
  return open !== null && id !== null && (open.id === id || open.card === id);
}

/** @type {(() => void)[]} */
const watchers = [];
let due = false;

/** @param {() => void} draw */
export function watch(draw) {
  watchers.push(draw);
}

export function changed() {
  if (due) {
    return;
  }
  due = true;
  queueMicrotask(() => {
    due = false;
    for (const draw of watchers) {
      draw();
    }
  });
}

let daysOff = 0;

/**
 * The tablet's clock may be on another day; the server's counts.
 * @param {string} day
 */
export function itIs(day) {
  daysOff = daysBetween(dayOf(Date.now()), day);
}

export function today() {
  return addDays(dayOf(Date.now()), daysOff);
}
