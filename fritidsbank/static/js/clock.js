/** A screen that nobody has touched for a while forgets what it shows. */

export const IDLE_AFTER = 60_000;
const ASK_EVERY = 60_000;

/**
 * @param {() => void} then  called once for each time of stillness
 * @returns {() => void} to be called at each touch
 */
export function whenIdle(then) {
  let timer = setTimeout(then, IDLE_AFTER);
  return () => {
    clearTimeout(timer);
    timer = setTimeout(then, IDLE_AFTER);
  };
}

/**
 * The server counts a session as idle unless it hears of it; a screen that nobody touches stays silent.
 * @param {() => void} then  called each minute in which the page was used
 * @returns {() => void} to be called at each touch
 */
export function eachMinuteOfUse(then) {
  let used = false;
  setInterval(() => {
    if (used) {
      used = false;
      then();
    }
  }, ASK_EVERY);
  return () => {
    used = true;
  };
}
