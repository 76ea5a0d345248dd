/** Ids that the tablet makes itself, so that an act may be sent twice and is done once. */

/**
 * A UUID of version 7: they sort by the time they were made.
 * @param {number} now milliseconds
 * @param {(bytes: Uint8Array) => Uint8Array} [fill]
 */
export function newId(now = Date.now(), fill = (bytes) => crypto.getRandomValues(bytes)) {
  const bytes = fill(new Uint8Array(16));
  for (let place = 0; place < 6; place += 1) {
    bytes[place] = Math.floor(now / 2 ** (40 - 8 * place)) % 256;
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
