/**
 * The shop's own numbers, read on the tablet as the server reads them (fritidsbank/barcodes.py):
 * a kind digit, a serial, two check digits.
 */

/** @typedef {"card" | "article" | "slip" | "place" | "command"} CodeKind */
/** @typedef {{digits: string, kind: CodeKind}} OwnCode */
/** @typedef {OwnCode | "misread" | "not_our_code"} Reading */

const LONGEST = 40;
const LONGEST_ADDRESS = 400;

/** @type {Record<string, CodeKind>} */
const KIND_OF = {
  1: "card",
  2: "article",
  3: "article",
  4: "article",
  5: "article",
  6: "article",
  7: "slip",
  8: "place",
  9: "command",
};

// What Python's str.strip() takes away; trim() knows neither \x1c-\x1f nor \x85, but takes U+FEFF.
const BLANK = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const OUTER_BLANKS = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g");

/**
 * ISO 7064 mod 97-10 for a run of digits.
 * @param {string} number
 */
export function checkDigits(number) {
  return String(98 - remainder(`${number}00`)).padStart(2, "0");
}

/**
 * Whether these are 8 or 10 digits that begin with a kind and end with the right check.
 * @param {string} digits
 */
export function isOwn(digits) {
  return (
    /^(?:\d{8}|\d{10})$/.test(digits) &&
    digits[0] !== "0" &&
    checkDigits(digits.slice(0, -2)) === digits.slice(-2)
  );
}

/**
 * Read a scan or typed text; `home` is the shop's own address.
 * @param {string} text
 * @param {string} [home]
 * @returns {Reading}
 */
export function read(text, home = "") {
  const stripped = text.replace(OUTER_BLANKS, "");
  const digits = stripped.replace(/[ \u00a0]/g, "");
  if (isOwn(digits)) {
    return ownCode(digits);
  }
  const length = [...stripped].length;
  if (length <= LONGEST_ADDRESS && home) {
    const found = inOwnAddress(stripped, home);
    if (found) {
      return ownCode(found);
    }
  }
  if (length === 0 || length > LONGEST || !/^[\x20-\x7e]+$/.test(stripped)) {
    return "misread";
  }
  if (isProductCode(digits)) {
    return "not_our_code";
  }
  if (/^\d+$/.test(digits) || looksLikeAddress(stripped)) {
    return "misread";
  }
  return "not_our_code";
}

/**
 * The number in it, or null when it is none of ours.
 * @param {string} text
 * @param {string} [home]
 */
export function ownNumber(text, home = "") {
  const reading = read(text, home);
  return typeof reading === "string" ? null : reading;
}

/**
 * For people: 2001 2362, or 200 123 4562; anything else as it is.
 * @param {string} text
 */
export function grouped(text) {
  if (/^\d{8}$/.test(text)) {
    return `${text.slice(0, 4)} ${text.slice(4)}`;
  }
  return /^\d{10}$/.test(text) ? `${text.slice(0, 3)} ${text.slice(3, 6)} ${text.slice(6)}` : text;
}

/** @param {string} digits @returns {OwnCode} */
function ownCode(digits) {
  return { digits, kind: /** @type {CodeKind} */ (KIND_OF[digits.charAt(0)]) };
}

/** @param {string} digits */
function remainder(digits) {
  let rest = 0;
  for (const digit of digits) {
    rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest;
}

/**
 * @param {string} text
 * @param {string} home
 */
function inOwnAddress(text, home) {
  const here = home
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*(?=:\/\/)/, "")
    .replace(/\/*(?:[?#].*)?$/s, "");
  const straight = `${here.replace(/[^a-z0-9]/g, "\\$&")}(?=[/?#]|$)`;
  const garbled = `(?!://)${[...here].map(garbledSign).join("")}(?=[-_&]|$)`;
  if (!new RegExp(`^https?(?:${straight}|${garbled})`).test(text.toLowerCase())) {
    return null;
  }
  const runs = text.match(/(?<!\p{Nd})(?:\d{8}|\d{10})(?!\p{Nd})/gu);
  const last = runs?.at(-1);
  return last && isOwn(last) ? last : null;
}

/**
 * A scanner that speaks another keyboard layout makes one strange sign of each sign. Letters and
 * digits stay, but for y and z, which change places in German.
 * @param {string} sign
 */
function garbledSign(sign) {
  if (sign === "y" || sign === "z") {
    return "[yz]";
  }
  return /[a-z0-9]/.test(sign) ? sign : "[^a-z0-9]";
}

/** @param {string} text */
function looksLikeAddress(text) {
  return /^(?:http|www\.)/i.test(text) || text.includes("//");
}

/**
 * UPC-A and EAN-13 with their check digit: what makers print on the box.
 * @param {string} digits
 */
function isProductCode(digits) {
  if (!/^\d{12,13}$/.test(digits)) {
    return false;
  }
  const total = [...digits]
    .reverse()
    .reduce((sum, digit, place) => sum + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return total % 10 === 0;
}
