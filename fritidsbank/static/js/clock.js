/** A screen that nobody has touched for a while forgets what it shows. */

export const IDLE_AFTER = 60_000;

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
