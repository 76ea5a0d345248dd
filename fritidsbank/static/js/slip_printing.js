/** The slip that prints itself when a turn is over, and what is said where none came out. */

import { get, post } from "./api.js";
import { tell } from "./row_state.js";
import { _ } from "./texts.js";

/** Most printers have said within five seconds how it went; one that is far away takes longer. */
const ASKED_AFTER = [2000, 4000, 4000, 6000];
let printed = "";

/**
 * Whoever stands at the counter waits for none of it.
 * @param {string} visit
 * @param {readonly number[]} loans  of this turn: more of them make another slip
 */
export function printSlip(visit, loans) {
  const slip = `${visit} ${loans.join(" ")}`;
  if (slip !== printed) {
    printed = slip;
    void printAndLook(visit);
  }
}

/** @param {string} visit */
async function printAndLook(visit) {
  try {
    const { status, body } = await post(`/api/slips/${visit}/print`, {});
    if (status === 200) {
      await look(body.job);
    } else {
      notPrinted(body?.message);
    }
  } catch {
    notPrinted(_("There is no line just now."));
  }
}

/** @param {number} job */
async function look(job) {
  for (const wait of ASKED_AFTER) {
    await new Promise((done) => setTimeout(done, wait));
    const { status, body } = await get(`/api/print-jobs/${job}`);
    if (status !== 200) {
      return;
    }
    if (body.ended) {
      if (body.trouble) {
        notPrinted(body.trouble);
      }
      return;
    }
  }
  notPrinted(_("It waits for its printer."));
}

/** @param {string} [why] */
function notPrinted(why) {
  tell("look", () => _("Loan slip"), () => why || _("Look whether it came out."));
}
