/** The service worker as the page sees it. */

import { ownScript } from "../engine/own-script";

/** How often an open page asks whether there is a new version, when somebody comes back to it. */
const UPDATE_MILLIS = 3_600_000;

export async function register(folder: string): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register(ownScript(`${folder}service-worker.js`));
  // By now the page that this one took the place of has ended.
  registration.active?.postMessage("tidy");
  let asked = performance.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || performance.now() - asked < UPDATE_MILLIS) return;
    asked = performance.now();
    // Without network there is none.
    registration.update().catch(() => {});
  });
  return registration;
}

/** `onUpdate` hears of a version that waits, and of how to go over to it. */
export function watchForUpdate(
  registration: ServiceWorkerRegistration,
  onUpdate: (takeOver: () => void) => void,
): void {
  const look = () => {
    const { active, waiting } = registration;
    // The first of all waits for nobody.
    if (active && waiting) onUpdate(() => goOverTo(waiting));
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  look();
}

function goOverTo(waiting: ServiceWorker): void {
  // Another tab has asked before.
  if (waiting.state === "activated") location.reload();
  waiting.addEventListener("statechange", () => {
    if (waiting.state === "activated") location.reload();
  });
  waiting.postMessage("take-over");
}
