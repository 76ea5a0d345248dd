/** The figures of a stocktake: those of the last answer, or what other tablets have counted since. */

import { get } from "./api.js";
import { part } from "./dom.js";
import { language } from "./texts.js";

/** @typedef {Record<string, number>} Counts */

const EVERY = 1000;
/** A tablet that nobody touches asks no more: the server would take it for somebody at work. */
const WHILE_USED = 10 * 60_000;

let known = -1;
let touchedAt = Date.now();

/**
 * Figures that were true after what is shown; older ones come when answers overtake each other.
 * @param {Counts | undefined} counts
 */
export function useCounts(counts) {
  if (!counts || (counts.version ?? 0) <= known) {
    return;
  }
  known = counts.version ?? 0;
  for (const figure of document.querySelectorAll("[data-figure]")) {
    const count = counts[/** @type {HTMLElement} */ (figure).dataset.figure ?? ""];
    if (count !== undefined) {
      figure.textContent = count.toLocaleString(language() === "sv" ? "sv-SE" : "en-GB");
    }
  }
}

/** @param {string} stocktake */
export function startFigures(stocktake) {
  for (const event of ["keydown", "pointerdown", "wheel", "scroll"]) {
    const touched = () => {
      touchedAt = Date.now();
    };
    document.addEventListener(event, touched, { capture: true, passive: true });
  }
  const look = async () => {
    if (!document.hidden && Date.now() - touchedAt < WHILE_USED && (await hasEnded(stocktake))) {
      part("ended").hidden = false;
      return;
    }
    setTimeout(() => void look(), EVERY);
  };
  void look();
}

/** @param {string} stocktake */
async function hasEnded(stocktake) {
  try {
    const { status, body } = await get(`/api/stocktakes/${stocktake}`);
    if (status === 200) {
      useCounts(body.counts);
      return Boolean(body.ended);
    }
  } catch {
    // Without a line the figures are those of the last answer.
  }
  return false;
}
