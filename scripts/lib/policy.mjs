// The Content Security Policy of the demo page and its workers: nothing from elsewhere, and no code out of text.

/** @type {Readonly<Record<string, string>>} */
const directives = {
  "default-src": "'self'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  // Threads of a host that is another one than the page's.
  "worker-src": "'self' blob:",
  "object-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'none'",
  "require-trusted-types-for": "'script'",
  // Lit's templates, and the addresses of our own workers (www/engine/own-script.ts).
  "trusted-types": "lit-html fashion-trainer",
};

/** Says nothing of who may hold the page in a frame: that is for its host to decide. */
export const policy = Object.entries(directives)
  .map((directive) => directive.join(" "))
  .join("; ");
