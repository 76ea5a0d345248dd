/** Talking to the server: JSON both ways, the token on everything that changes something. */

/** @typedef {{status: number, body: any}} Reply */

const LONGEST_FLIGHT = 20_000;
/** Somebody stands at the counter and waits: the page then does without the answer. */
const LONGEST_LOOK_UP = 8000;
let token = "";

/** @param {string} csrf */
export function useToken(csrf) {
  token = csrf;
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<Reply>}
 */
export function get(path, signal) {
  return ask(path, { signal: signal ?? AbortSignal.timeout(LONGEST_FLIGHT) });
}

/**
 * The same for a scan or a name, behind which others wait.
 * @param {string} path
 * @param {AbortController} [asking]
 */
export async function lookUp(path, asking = new AbortController()) {
  const timer = setTimeout(() => asking.abort(), LONGEST_LOOK_UP);
  try {
    return await get(path, asking.signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<Reply>}
 */
export function post(path, body) {
  return ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": token },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(LONGEST_FLIGHT),
  });
}

/** @param {string} path @param {RequestInit} init */
async function ask(path, init) {
  const headers = { Accept: "application/json", ...init.headers };
  const response = await fetch(path, { ...init, headers, credentials: "same-origin" });
  const isJson = response.headers.get("Content-Type")?.includes("json");
  return { status: response.status, body: isJson ? await response.json() : null };
}
