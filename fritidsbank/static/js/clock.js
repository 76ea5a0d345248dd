/** A screen that nobody has touched for a while forgets what it shows. */

export const IDLE_AFTER = 60_000;

/**
 * @param {() => void} then  called once for each time of stillness
 * @param {{set: (then: () => void, after: number) => number, clear: (timer: number) => void}} [timers]
 * @returns {() => void} to be called at each touch
 */
export function whenIdle(then, timers = { set: (f, after) => Number(setTimeout(f, after)), clear: clearTimeout }) {
  let timer = timers.set(then, IDLE_AFTER);
  return () => {
    timers.clear(timer);
    timer = timers.set(then, IDLE_AFTER);
  };
}
