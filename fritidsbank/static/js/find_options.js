/** What typed text can mean, best first, and which of it Enter may take without asking. */

import { ownNumber } from "./barcodes.js";
import { looksLikeMobile, looksLikeName } from "./typed.js";

/** @typedef {import("./types.js").Article} Article */
/** @typedef {import("./types.js").BorrowerFound} BorrowerFound */

/**
 * @typedef {{kind: "borrower", borrower: BorrowerFound}
 *   | {kind: "article", article: Article}
 *   | {kind: "new", mobile: string, name: string}} Option
 */

/** @typedef {{borrowers: BorrowerFound[], articles: Article[]}} Found */

/**
 * @param {string} typed
 * @param {Found} found
 * @returns {{options: Option[], chosen: number}} chosen: the place of the only thing it can mean, or -1
 */
export function optionsFor(typed, { borrowers, articles }) {
  const text = typed.trim();
  const code = ownNumber(text)?.digits;
  const isExact = (/** @type {Article} */ article) => code !== undefined && article.code === code;
  const exact = articles.filter(isExact);
  const others = articles.filter((article) => !isExact(article));
  /** @type {Option[]} */
  const known = [
    ...exact.map((article) => ({ kind: /** @type {const} */ ("article"), article })),
    ...borrowers.map((borrower) => ({ kind: /** @type {const} */ ("borrower"), borrower })),
    ...others.map((article) => ({ kind: /** @type {const} */ ("article"), article })),
  ];
  const options = [...known, ...newBorrower(text, code)];
  const isOnly = known.length === 1 || (known.length === 0 && options.length === 1);
  const isCertain = exact.length === 1 && borrowers.length === 0;
  return { options, chosen: isOnly || isCertain ? 0 : -1 };
}

/** @param {string} text @param {string | undefined} code @returns {Option[]} */
function newBorrower(text, code) {
  if (code === undefined && looksLikeMobile(text)) {
    return [{ kind: "new", mobile: text, name: "" }];
  }
  return looksLikeName(text) ? [{ kind: "new", mobile: "", name: text }] : [];
}
