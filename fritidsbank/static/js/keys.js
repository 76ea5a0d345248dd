/**
 * Which sign a key means on the US keyboard that scanners speak, whatever layout the tablet has.
 *
 * `event.key` follows the layout ("-" arrives as "+" on a Swedish one); `event.code` names the key.
 */

/** @typedef {Pick<KeyboardEvent, "code" | "key" | "shiftKey">} Key */

/** @type {Record<string, [plain: string, shifted: string]>} */
const SIGNS = {
  Digit1: ["1", "!"],
  Digit2: ["2", "@"],
  Digit3: ["3", "#"],
  Digit4: ["4", "$"],
  Digit5: ["5", "%"],
  Digit6: ["6", "^"],
  Digit7: ["7", "&"],
  Digit8: ["8", "*"],
  Digit9: ["9", "("],
  Digit0: ["0", ")"],
  Minus: ["-", "_"],
  Equal: ["=", "+"],
  BracketLeft: ["[", "{"],
  BracketRight: ["]", "}"],
  Backslash: ["\\", "|"],
  IntlBackslash: ["\\", "|"],
  Semicolon: [";", ":"],
  Quote: ["'", '"'],
  Backquote: ["`", "~"],
  Comma: [",", "<"],
  Period: [".", ">"],
  Slash: ["/", "?"],
  Space: [" ", " "],
  NumpadDivide: ["/", "/"],
  NumpadMultiply: ["*", "*"],
  NumpadSubtract: ["-", "-"],
  NumpadAdd: ["+", "+"],
  NumpadDecimal: [".", "."],
};

/**
 * The sign of a key, or "" for a key that writes nothing.
 * @param {Key} key
 */
export function signOf({ code, key, shiftKey }) {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) {
    return shiftKey ? letter : letter.toLowerCase();
  }
  const digit = /^Numpad(\d)$/.exec(code)?.[1];
  if (digit) {
    return digit;
  }
  const signs = SIGNS[code];
  if (signs) {
    return signs[shiftKey ? 1 : 0];
  }
  // Some Bluetooth scanners and on-screen keyboards name no key.
  return code === "" && key.length === 1 ? key : "";
}
