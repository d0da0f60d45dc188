/** Addresses of our own scripts, where a page's policy demands Trusted Types for them (`trusted-types fashion-trainer`). */

/** TypeScript doesn't know them yet. */
interface Factory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy;
}

interface Policy {
  /** What a worker takes for an address: to everybody else it is a string. */
  createScriptURL(url: string): string;
}

const policy = createPolicy((globalThis as { trustedTypes?: Factory }).trustedTypes);

/** The address for a worker or service worker. Throws if it is not one of ours. */
export function ownScript(url: string): string {
  return policy ? policy.createScriptURL(url) : url;
}

function createPolicy(factory: Factory | undefined): Policy | undefined {
  try {
    return factory?.createPolicy("fashion-trainer", { createScriptURL: checked });
  } catch {
    // A page that forbids this name may still demand nothing of scripts.
    return undefined;
  }
}

/** From where this very script is, or made by this page. */
function checked(url: string): string {
  const { protocol, origin } = new URL(url);
  const isOurs = protocol === "blob:" || origin === new URL(import.meta.url).origin;
  if (!isOurs) throw new TypeError(`${url} is not one of the trainer's own scripts`);
  return url;
}
