/** What happened, said to those who do not look: a sound by its tone, a sentence for screen readers. */

import { play } from "./sound.js";
import { state } from "./state.js";

/**
 * One sentence alone: reading the list itself would read all its buttons, too.
 * @param {string} sentence
 */
export function say(sentence) {
  const said = document.getElementById("said");
  if (said) {
    // The same sentence once more would not be read again.
    said.textContent = said.textContent === sentence ? `${sentence}\u00a0` : sentence;
  }
}

/** A sentence of another language would be read with the wrong voice. */
export function unsay() {
  document.getElementById("said")?.replaceChildren();
}

/** @param {import("./types.js").Tone} tone */
export function sound(tone) {
  if (!state.muted) {
    play(tone);
  }
}
