/** Whose turn it is: chosen by card, slip or name, made new, done, taken up again. */

import { grouped } from "./barcodes.js";
import { lend } from "./acts.js";
import { say } from "./aloud.js";
import { get, lookUp } from "./api.js";
import { newId } from "./ids.js";
import { newRow, showWhile, tell } from "./row_state.js";
import { act } from "./sending.js";
import { changed, state } from "./state.js";
import { _ } from "./texts.js";
import { emptyTray, takeTray } from "./tray_state.js";
import { shownMobile } from "./typed.js";

/** @typedef {import("./state.js").Borrower} Borrower */
/** @typedef {import("./state.js").Form} Form */
/** @typedef {import("./types.js").BorrowerOut} BorrowerOut */

const RESUME_FOR = 600_000;
const ASKED_AGAIN_AFTER = 3000;
let forgetting = 0;

/**
 * From now on each scan is theirs; what lies in the tray is lent at once.
 * @param {{id: string, name: string, mobile: string, kind: string, loans?: import("./types.js").Loan[]}} found
 * @param {Partial<Borrower>} [more]
 */
export function choose(found, more = {}) {
  // On a busy day nobody says that the one before is done.
  turnOver(state.borrower);
  state.borrower = {
    ...{ id: found.id, name: found.name, mobile: found.mobile, kind: found.kind },
    ...{ loans: found.loans ?? [], loansKnown: found.loans !== undefined, visit: newId(), lentNow: [] },
    ...{ under18: false, dueOn: null, slip: null, card: null },
    ...more,
  };
  forgetForm();
  forgetResume();
  state.unfolded = false;
  state.choosingDue = false;
  // They stand here now; the drop box is another matter, and its day is out of sight.
  state.returnedOn = null;
  state.choosingReturnDay = false;
  for (const { code } of takeTray()) {
    lend(newRow(code));
  }
  changed();
}

/** @param {{id: string, name: string, mobile: string, kind: string}} found */
export async function chooseFound(found) {
  choose(found);
  try {
    const { status, body } = await get(`/api/borrowers/${found.id}`);
    if (status === 200) {
      learnLoans(body);
    }
  } catch {
    // Without a line the list stays short; what is lent now is added to it all the same.
  }
}

/** @param {string} code */
export async function cardScanned(code) {
  try {
    const { status, body } = await showWhile(code, lookUp(`/api/cards/${code}`));
    if (status === 200) {
      choose(body);
    } else if (status === 404) {
      openForm({ card: code });
    } else {
      tell("look", () => _("Not read"), () => body?.message ?? "", code);
    }
  } catch {
    // The number on the card is enough to lend by; the name comes with the line.
    choose({ id: code, name: _("Card {number}", { number: grouped(code) }), mobile: "", kind: "person" });
    whenTheLineIsBack(code);
  }
}

/**
 * Then the page learns whose card it is, as long as it is their turn.
 * @param {string} card
 */
function whenTheLineIsBack(card) {
  setTimeout(async () => {
    if (state.borrower?.id !== card) {
      return;
    }
    try {
      const { status, body } = await get(`/api/cards/${card}`);
      if (status === 200 && state.borrower?.id === card) {
        const { id, name, mobile, kind } = body;
        Object.assign(state.borrower, { id, name, mobile, kind, card });
        learnLoans(body);
      }
    } catch {
      whenTheLineIsBack(card);
    }
  }, ASKED_AGAIN_AFTER);
}

/** @param {string} code */
export async function slipScanned(code) {
  try {
    const { status, body } = await showWhile(code, lookUp(`/api/slips/${code}`));
    if (status === 200 && body.borrower) {
      choose(body.borrower, { slip: body.visit });
      return;
    }
    const gone = () => _("We no longer know whose slip this is. Scan the articles to take them back.");
    tell("look", () => _("An old slip"), () => (status === 200 ? gone() : (body?.message ?? gone())), code);
  } catch {
    tell("look", () => _("Offline"), () => _("A slip can be looked up when the line is back."), code);
  }
}

/** @param {Partial<Form>} [known] */
export function openForm(known = {}) {
  const empty = { kind: "person", mobile: "", name: "", contact: "", card: "", error: "" };
  state.form = { ...empty, ...state.form, ...known };
  state.unfolded = true;
  changed();
}

export function forgetForm() {
  state.form = null;
}

/** @param {Form} form */
export function register(form) {
  const id = newId();
  const personal = {
    ...(form.name ? { name: form.name } : {}),
    ...(form.mobile ? { mobile: form.mobile } : {}),
    ...(form.contact ? { contact: form.contact } : {}),
  };
  const card = form.card ? { card: form.card } : {};
  act(
    { kind: "register_borrower", borrower: id, borrower_kind: form.kind, ...card },
    (answer) => {
      if (answer.refused && state.borrower?.id === id) {
        state.borrower = null;
        openForm({ ...form, error: answer.message || _("That did not work. Try again.") });
      } else if (answer.refused) {
        tell("stop", () => _("Not registered"), () => answer.message);
      }
    },
    personal,
  );
  choose({ id, name: form.name, mobile: shownMobile(form.mobile), kind: form.kind, loans: [] });
}

/**
 * A slip that prints itself brings its own module: most shops ask, or print none.
 * @param {Borrower | null} borrower  whose turn is over
 */
function turnOver(borrower) {
  if (state.session?.slip !== "always" || !borrower?.lentNow.length) {
    return;
  }
  const { visit, lentNow } = borrower;
  import("./slip_printing.js").then(
    ({ printSlip }) => printSlip(visit, lentNow),
    () => tell("look", () => _("Loan slip"), () => _("There is no line just now.")),
  );
}

/** Klar: the turn is over, and what nobody took stays here. */
export function done() {
  turnOver(state.borrower);
  endTurn();
  emptyTray();
  say(_("Done."));
}

/** Names leave the screen. */
export function endTurn() {
  if (state.borrower) {
    state.resume = state.borrower;
    clearTimeout(forgetting);
    forgetting = Number(setTimeout(forgetResume, RESUME_FOR));
  }
  state.borrower = null;
  forgetForm();
  state.returnedOn = null;
  state.choosingReturnDay = false;
  state.choosingDue = false;
  state.unfolded = false;
  state.menuOpen = false;
  changed();
}

/** Not even who was here last is known to this page any more. */
export function forgetEverybody() {
  endTurn();
  forgetResume();
}

export function resume() {
  const before = state.resume;
  if (before) {
    choose(before, before);
  }
}

/** For the idle screen, which anybody may read: "Sara Bergström" is "Sara B." */
export function shortName(/** @type {Borrower} */ { name, kind }) {
  const [first = "", ...rest] = name.trim().split(/\s+/);
  const last = rest.at(-1);
  if (kind === "without_details" || first === "") {
    return _("without details");
  }
  return last ? `${first}\u00a0${last.charAt(0)}.` : first;
}

function forgetResume() {
  clearTimeout(forgetting);
  state.resume = null;
  changed();
}

/** @param {BorrowerOut} found */
function learnLoans(found) {
  const open = state.borrower;
  if (open?.id !== found.id) {
    return;
  }
  const known = new Set(open.loans.map(({ loan }) => loan));
  open.loans = [...open.loans, ...found.loans.filter(({ loan }) => !known.has(loan))];
  open.loansKnown = true;
  changed();
}
