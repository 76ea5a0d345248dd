/** Four sounds, so that eyes may stay on the things: out rises, back falls, look knocks, stop hums. */

/** @typedef {import("./types.js").Tone} Tone */
/** @typedef {[hertz: number, start: number, length: number]} Note */

/** @type {Record<Tone, {wave: OscillatorType, loud: number, notes: Note[]}>} */
const SOUNDS = {
  out: { wave: "sine", loud: 0.25, notes: [[659, 0, 0.08], [988, 0.08, 0.13]] },
  back: { wave: "sine", loud: 0.25, notes: [[784, 0, 0.08], [523, 0.08, 0.13]] },
  look: { wave: "triangle", loud: 0.3, notes: [[440, 0, 0.07], [440, 0.12, 0.07]] },
  stop: { wave: "sawtooth", loud: 0.16, notes: [[165, 0, 0.16], [147, 0.18, 0.24]] },
};
const KEPT_AS = "fritidsbank.muted";
const APART = 0.16;

/** @type {AudioContext | null} */
let audio = null;
let free = 0;

export function isMuted() {
  try {
    return localStorage.getItem(KEPT_AS) === "yes";
  } catch {
    return false;
  }
}

/** @param {boolean} muted */
export function mute(muted) {
  try {
    localStorage.setItem(KEPT_AS, muted ? "yes" : "no");
  } catch {
    // Without storage the switch holds until the page is left.
  }
}

/** @param {Tone} tone */
export function play(tone) {
  if (!globalThis.AudioContext) {
    return;
  }
  audio ??= new AudioContext();
  if (audio.state === "suspended") {
    void audio.resume();
  }
  const { wave, loud, notes } = SOUNDS[tone];
  // A tray lent at once is heard as so many sounds one after another, not as one chord.
  const begin = Math.min(Math.max(audio.currentTime, free), audio.currentTime + 2);
  for (const [hertz, start, length] of notes) {
    playNote(audio, wave, loud, hertz, begin + start, length);
  }
  const last = notes.at(-1);
  free = begin + (last ? last[1] + last[2] : 0) + APART / 4;
}

/**
 * @param {AudioContext} audio
 * @param {OscillatorType} wave
 * @param {number} loud
 * @param {number} hertz
 * @param {number} at
 * @param {number} length
 */
function playNote(audio, wave, loud, hertz, at, length) {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.type = wave;
  tone.frequency.value = hertz;
  // Faded in and out: a sudden edge is heard as a click.
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loud, at + 0.01);
  volume.gain.setTargetAtTime(0, at + length, 0.03);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + length + 0.2);
}
