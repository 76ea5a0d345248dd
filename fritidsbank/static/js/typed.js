/** What typed text may be: a mobile number, a name, or a label. */

import { read } from "./barcodes.js";

/** @param {string} text */
export function looksLikeMobile(text) {
  const digits = text.replace(/[\s\-()/.]/g, "");
  return /^(?:\+|00)?\d{7,15}$/.test(digits);
}

/** No name and no search is longer, and the server would cut it off there. */
export const LONGEST_NAME = 80;

/** @param {string} text */
export function looksLikeName(text) {
  return text.length <= LONGEST_NAME && /\p{L}{2}/u.test(text) && !/\d/.test(text);
}

/**
 * Whether a burst of keys in the scan field is a label rather than a fast typist.
 * @param {string} text
 */
export function looksLikeLabel(text) {
  // "+" is read from the key, and on some layouts that key is "=" or "-".
  const isForeign = /^[+=-]\d+$/.test(text);
  // A maker's code, too, may begin with 0; its check digit tells.
  const isNational = /^0\d*$/.test(text) && read(text) !== "not_our_code";
  return /\d/.test(text) && !/\s/.test(text) && !isForeign && !isNational;
}

/**
 * A Swedish mobile number in groups, as the server writes it; others as they were typed.
 * @param {string} text
 */
export function shownMobile(text) {
  const digits = text.replace(/[\s\-()/.]/g, "").replace(/^(?:\+|00)46/, "0");
  const groups = /^(07\d)(\d{3})(\d{2})(\d{2})$/.exec(digits);
  return groups ? `${groups[1]}-${groups[2]} ${groups[3]} ${groups[4]}` : text.trim();
}
