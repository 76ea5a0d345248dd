/**
 * Tells a bar-code scanner that acts as a keyboard from fingers, wherever the focus is.
 *
 * A scanner writes with at most 60 ms between keys. What it wrote is known only afterwards, so the
 * keys go where they go, and a burst that turns out to be a scan is taken out of the field again.
 */

import { signOf } from "./keys.js";

export const LONGEST_GAP = 60;
export const SILENCE = 100;
/** Nobody types six keys in a row this fast. */
const SURE = 6;
/** With no field focused and a suffix, shorter older labels are believed, too. */
const SURE_WITH_SUFFIX = 3;
/** A Bluetooth scanner may send its Enter after the silence has ended the scan. */
const LATE_SUFFIX = 250;
const LONGEST = 2500;

/**
 * A field that text may go into. `save` remembers what stands in it and gives the way back.
 * @typedef {{kind: "text" | "scan" | "secret", save: () => () => void}} Field
 */

/**
 * @typedef {object} Hearing
 * @property {(event: KeyboardEvent) => Field | null} fieldOf  the field the key goes into
 * @property {(text: string) => boolean} isOwn  whether it is one of the shop's own numbers
 * @property {(text: string) => boolean} isLabel  whether a burst in the scan field is a label, not fast typing
 * @property {(text: string) => void} onScan
 * @property {(text: string) => void} onTyped  written by hand while no field had the focus
 */

/**
 * @typedef {object} Timers
 * @property {(then: () => void, after: number) => number} set
 * @property {(timer: number) => void} clear
 */

/** @type {Timers} */
const REAL_TIMERS = {
  set: (then, after) => Number(setTimeout(then, after)),
  clear: (timer) => clearTimeout(timer),
};

export class Wedge {
  /** @param {Hearing} hearing @param {Timers} [timers] */
  constructor(hearing, timers = REAL_TIMERS) {
    this.hearing = hearing;
    this.timers = timers;
    this.text = "";
    /** What a silence took for typing; it may have been the machine that was silent. */
    this.unfinished = "";
    this.last = -Infinity;
    this.endedAt = -Infinity;
    this.timer = 0;
    /** @type {Field | null} */
    this.field = null;
    /** @type {() => void} */
    this.restore = () => {};
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) {
      return;
    }
    const at = event.timeStamp;
    const prompt = at - this.last <= LONGEST_GAP;
    if (prompt && this.text === "") {
      // Each key bears the time at which it was pressed; a busy machine brings it later.
      this.text = this.unfinished;
    }
    const running = this.text !== "" && prompt;
    // A dead key inside a garbled address starts a composition; one that starts by itself is a person.
    if (event.isComposing && !running) {
      return;
    }
    if (event.code === "Enter" || event.code === "NumpadEnter" || event.code === "Tab") {
      this.#suffix(event, running);
      return;
    }
    const sign = signOf(event);
    if (sign === "") {
      return;
    }
    if (!running) {
      this.#begin(event);
    }
    if (this.field?.kind === "secret") {
      return;
    }
    if (!this.field && (sign !== " " || this.text !== "")) {
      // Otherwise "/" opens the browser's search and a space presses the focused button.
      event.preventDefault();
    } else if (!this.field) {
      return;
    }
    this.text = (this.text + sign).slice(0, LONGEST);
    this.last = at;
    this.timers.clear(this.timer);
    this.timer = this.timers.set(() => this.#silence(), SILENCE);
  }

  /** @param {KeyboardEvent} event */
  #begin(event) {
    this.#flush();
    this.unfinished = "";
    this.field = this.hearing.fieldOf(event);
    this.restore = this.field && this.field.kind !== "secret" ? this.field.save() : () => {};
  }

  /** @param {KeyboardEvent} event @param {boolean} running */
  #suffix(event, running) {
    if (!running) {
      this.#flush();
      if (event.timeStamp - this.endedAt <= LATE_SUFFIX) {
        event.preventDefault();
        event.stopPropagation();
      }
      this.endedAt = -Infinity;
      return;
    }
    const text = this.#take();
    if (this.#isScan(text, true)) {
      event.preventDefault();
      event.stopPropagation();
      this.#scanned(text);
    } else if (!this.field) {
      this.hearing.onTyped(text);
    }
  }

  #silence() {
    const text = this.#take();
    if (this.#isScan(text, false)) {
      this.endedAt = this.last + SILENCE;
      this.#scanned(text);
      return;
    }
    this.unfinished = text;
    if (!this.field && text !== "") {
      this.hearing.onTyped(text);
    }
  }

  /** A pause has shown that what was written before it is complete. */
  #flush() {
    if (this.text !== "") {
      this.#silence();
    }
  }

  /** @param {string} text @param {boolean} suffixed */
  #isScan(text, suffixed) {
    if (this.hearing.isOwn(text)) {
      return true;
    }
    if (!this.field) {
      return text.length >= (suffixed ? SURE_WITH_SUFFIX : SURE);
    }
    const labelWelcome = this.field.kind === "scan" && suffixed && text.length >= SURE;
    return labelWelcome && this.hearing.isLabel(text);
  }

  /** @param {string} text */
  #scanned(text) {
    this.restore();
    this.hearing.onScan(text);
  }

  #take() {
    this.timers.clear(this.timer);
    const text = this.text;
    this.text = "";
    this.unfinished = "";
    return text;
  }
}
