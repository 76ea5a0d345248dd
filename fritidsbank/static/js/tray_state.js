/** "Not lent yet": what was scanned before anybody was chosen. */

import { say } from "./aloud.js";
import { tell } from "./row_state.js";
import { changed, state } from "./state.js";
import { _, ngettext } from "./texts.js";
import { titleOf } from "./outcomes.js";

/** @typedef {import("./types.js").Article} Article */

const EMPTIES_AFTER = 120_000;
let timer = 0;

/** @param {string} code @param {Article} article */
export function layInTray(code, article) {
  clearTimeout(timer);
  timer = Number(setTimeout(() => emptyTray(), EMPTIES_AFTER));
  const others = state.tray.filter((laid) => laid.article.id !== article.id);
  state.tray = [{ code, article }, ...others];
  say(_("{article} lies ready. Choose a borrower.", { article: titleOf(article) }));
  changed();
}

/** @param {number} id of the article */
export function takeOutOfTray(id) {
  state.tray = state.tray.filter(({ article }) => article.id !== id);
  changed();
}

/** The articles, in the order they were scanned, for whoever has just been chosen. */
export function takeTray() {
  clearTimeout(timer);
  const laid = [...state.tray].reverse();
  state.tray = [];
  return laid;
}

/** Nobody was chosen: nothing has been lent, and that is said aloud. */
export function emptyTray() {
  const n = takeTray().length;
  if (n === 0) {
    return;
  }
  const line = () =>
    ngettext(
      "{n} article was not lent. Scan it again when there is a borrower.",
      "{n} articles were not lent. Scan them again when there is a borrower.",
      n,
    );
  tell("look", () => _("The tray is empty"), line);
}
