/** How long a download waits before it tries again: longer each time, as the server wishes, and for a network. */

/** The longest waits before the second, third and fourth attempt. */
export const PAUSES_MILLIS: readonly number[] = [1000, 2000, 4000];
/** A server may wish for more, but nobody sits and waits for it. */
const LONGEST_WISH_MILLIS = 30_000;
/** A browser can be wrong about the network: after that it is tried all the same. */
const LONGEST_OFFLINE_MILLIS = 60_000;

/** What a worker's or a page's global scope tells of the network. */
export interface Line extends Pick<EventTarget, "addEventListener" | "removeEventListener"> {
  navigator?: { onLine?: boolean };
}

export interface Wait {
  /** The longest pause at this attempt. */
  pauseMillis: number;
  /** What the server asked for. */
  wishMillis: number;
  /** From 0 to 1. */
  random: () => number;
  line: Line;
}

/**
 * At least half of the pause, and by chance up to all of it: a class of thirty that lost its network in one moment
 * does not come back in one. Without a network, until there is one.
 */
export async function waitToRetry({ pauseMillis, wishMillis, random, line }: Wait): Promise<void> {
  const millis = Math.max(pauseMillis * (0.5 + random() / 2), wishMillis);
  await new Promise((resolve) => setTimeout(resolve, millis));
  await untilOnline(line);
}

/** A `Retry-After` in milliseconds: seconds or a date, 0 if there is none. */
export function wishMillis(retryAfter: string | null, now = Date.now()): number {
  const millis = Number.isFinite(Number(retryAfter))
    ? Number(retryAfter) * 1000
    : Date.parse(retryAfter ?? "") - now;
  // What is no number is no wish.
  return Math.min(Math.max(millis || 0, 0), LONGEST_WISH_MILLIS);
}

async function untilOnline(line: Line): Promise<void> {
  // Who does not know it, has one.
  if (line.navigator?.onLine !== false) return;
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      line.removeEventListener("online", end);
      resolve();
    };
    const timer = setTimeout(end, LONGEST_OFFLINE_MILLIS);
    line.addEventListener("online", end);
  });
}
