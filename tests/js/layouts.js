/**
 * What a scanner that speaks US English writes when the computer has another keyboard layout: for
 * each layout the signs that come out differently, by the US sign. "´" and "`" stand for dead keys.
 */

/** @type {Record<string, Record<string, string>>} */
export const LAYOUTS = {
  sv: { "-": "+", _: "?", "=": "´", "+": "`", "[": "å", "]": "¨", ";": "ö", ":": "Ö", "'": "ä", "/": "-", "?": "_", "&": "/", "@": '"' },
  fi: { "-": "+", _: "?", "=": "´", "+": "`", "[": "å", "]": "¨", ";": "ö", ":": "Ö", "'": "ä", "/": "-", "?": "_", "&": "/", "@": '"' },
  de: { "-": "ß", _: "?", "=": "´", "+": "`", y: "z", z: "y", Y: "Z", Z: "Y", ";": "ö", ":": "Ö", "/": "-", "?": "_", "&": "/", "@": '"' },
  fr: {
    ...{ 1: "&", 2: "é", 3: '"', 4: "'", 5: "(", 6: "-", 7: "è", 8: "_", 9: "ç", 0: "à" },
    ...{ a: "q", q: "a", z: "w", w: "z", m: ",", A: "Q", Q: "A", Z: "W", W: "Z", M: "?" },
    ...{ "-": ")", "=": "=", "/": "!", "?": "§", ".": ":", ":": "M", ";": "m", "&": "7", "@": "2" },
  },
};

/** @param {string} text @param {string} layout */
export function garbled(text, layout) {
  return [...text].map((sign) => LAYOUTS[layout]?.[sign] ?? sign).join("");
}

/** @type {Record<string, [code: string, shifted: boolean]>} */
const KEYS = {
  "-": ["Minus", false],
  _: ["Minus", true],
  "=": ["Equal", false],
  ":": ["Semicolon", true],
  "/": ["Slash", false],
  "?": ["Slash", true],
  ".": ["Period", false],
  "&": ["Digit7", true],
  " ": ["Space", false],
};

/**
 * The key that a scanner presses for a sign, as the browser tells it under a layout.
 * @param {string} sign
 * @param {string} [layout]
 */
export function pressed(sign, layout = "us") {
  const shown = LAYOUTS[layout]?.[sign] ?? sign;
  const key = "´`¨".includes(shown) ? "Dead" : shown;
  if (/\d/.test(sign)) {
    return { code: `Digit${sign}`, key, shiftKey: false };
  }
  if (/[a-z]/i.test(sign)) {
    return { code: `Key${sign.toUpperCase()}`, key, shiftKey: sign !== sign.toLowerCase() };
  }
  const [code, shiftKey] = KEYS[sign] ?? ["", false];
  return { code, key, shiftKey };
}
