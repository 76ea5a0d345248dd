/** What the page says, in the language of whoever is signed in. The English sentence is the key. */

import { shellTexts } from "./shell_texts.js";

/** @typedef {Record<string, string | number>} Facts */

/** @type {Record<string, string | string[]>} */
let texts = {};
/** Until the texts are here the page speaks as it is written. */
let current = "en";

/** @type {Map<string, Record<string, string | string[]>>} */
const loaded = new Map();

export function language() {
  return current;
}

/**
 * @param {string} msgid
 * @param {Facts} [facts]
 */
export function _(msgid, facts) {
  const text = texts[msgid];
  return filled(typeof text === "string" && text ? text : msgid, facts);
}

/**
 * @param {string} one
 * @param {string} many
 * @param {number} n
 * @param {Facts} [facts]
 */
export function ngettext(one, many, n, facts) {
  const forms = texts[one];
  const text = Array.isArray(forms) ? forms[n === 1 ? 0 : 1] : undefined;
  return filled(text || (n === 1 ? one : many), { n, ...facts });
}

/**
 * Speak a language from now on; its texts are fetched once.
 * @param {string} wanted
 * @param {(path: string) => Promise<{status: number, body: any}>} get
 */
export async function speak(wanted, get) {
  if (!loaded.has(wanted)) {
    const reply = await get(`/api/texts/${wanted}`);
    if (reply.status !== 200) {
      throw new Error(`no texts: ${reply.status}`);
    }
    loaded.set(wanted, reply.body);
  }
  texts = loaded.get(wanted) ?? {};
  current = wanted;
  document.documentElement.lang = wanted;
  fillShell();
}

/** The shell is the same bytes for everybody, so its words are put in here. */
export function fillShell() {
  const known = shellTexts();
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = known.get(/** @type {HTMLElement} */ (element).dataset.text ?? "") ?? "";
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    const label = known.get(/** @type {HTMLElement} */ (element).dataset.label ?? "") ?? "";
    // Whoever speaks to the tablet says what stands on the button, "123".
    const shown = element.tagName === "BUTTON" ? element.textContent?.trim() : "";
    element.setAttribute("aria-label", [shown, label].filter(Boolean).join(": "));
  }
  const isNarrow = matchMedia("(width < 50rem)").matches;
  for (const element of document.querySelectorAll("[data-hint]")) {
    const { hint = "", hintNarrow = hint } = /** @type {HTMLElement} */ (element).dataset;
    element.setAttribute("placeholder", known.get(isNarrow ? hintNarrow : hint) ?? "");
  }
}

/** @param {string} text @param {Facts} [facts] */
function filled(text, facts) {
  return facts ? text.replace(/\{(\w+)\}/g, (whole, name) => String(facts[name] ?? whole)) : text;
}
