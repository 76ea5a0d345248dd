/** Names and numbers that wait on the tablet lie there sealed; the key cannot leave this browser. */

/** @typedef {import("./outbox_store.js").Sealed} Sealed */

/**
 * @param {CryptoKey} key
 * @param {Record<string, unknown>} personal
 * @returns {Promise<Sealed>}
 */
export async function seal(key, personal) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(personal));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

/**
 * @param {CryptoKey} key
 * @param {Sealed} sealed
 * @returns {Promise<Record<string, unknown>>}
 */
export async function unseal(key, { iv, data }) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, data);
  return JSON.parse(new TextDecoder().decode(plain));
}
