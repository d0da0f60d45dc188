// What people read while the scripts work: one line for each step, and for a failure its cure.

/** A failure whose cure is known. */
export class Failure extends Error {
  /**
   * @param {string} message what failed
   * @param {string} cure what to do now
   */
  constructor(message, cure) {
    super(message);
    this.cure = cure;
  }
}

const colours = process.stdout.isTTY && !process.env.NO_COLOR;

/** @param {number} code @param {string} text */
const paint = (code, text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);

/** A step that is done. @param {string} name @param {string} outcome */
export function done(name, outcome) {
  console.log(`${paint(32, "✓")} ${name}: ${outcome}`);
}

/** A step that takes a while. @param {string} name @param {string} activity */
export function busy(name, activity) {
  console.log(`${paint(36, "…")} ${name}: ${activity}`);
}

/** Something worth knowing that stops nothing. @param {string} text */
export function note(text) {
  console.log(`${paint(33, "!")} ${text}`);
}

/** @param {string} name @param {unknown} error */
export function failed(name, error) {
  console.error(`${paint(31, "✗")} ${name}: ${error instanceof Error ? error.message : error}`);
  if (error instanceof Failure) console.error(`  What to do: ${error.cure}`);
  else if (error instanceof Error) console.error(error.stack);
}

/**
 * Runs a whole script: an error becomes a line for people and exit status 1.
 * @param {string} name
 * @param {() => Promise<unknown>} body
 */
export async function script(name, body) {
  try {
    await body();
  } catch (error) {
    failed(name, error);
    process.exitCode = 1;
  }
}

/** A number of bytes, for people. @param {number} bytes */
export function byteSize(bytes) {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(2)} MB`;
}

/** Seconds since `start`, for people. @param {number} start a value of `performance.now()` */
export function secondsSince(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
