/** Scans are acted on in the order in which they came, also when one of them must be looked up first. */

/**
 * @param {(text: string) => Promise<void> | void} act  what it gives back is waited for
 * @returns {(text: string) => void}
 */
export function inOrder(act) {
  /** @type {string[]} */
  const waiting = [];
  let busy = false;

  async function actOnAll() {
    busy = true;
    try {
      for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
        // Without a reason to wait the act is done at once, before the next key is pressed.
        const looking = act(text);
        if (looking) {
          await looking;
        }
      }
    } finally {
      busy = false;
    }
  }

  return (text) => {
    waiting.push(text);
    if (!busy) {
      void actOnAll();
    }
  };
}
