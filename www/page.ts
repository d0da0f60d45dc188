/**
 * The demo page's own script: its language, its links, how it stands in a frame, and visits without network.
 * Pages that embed the trainer never load it.
 */

import type { Offline } from "./offline/offline";
import { holdVersion } from "./offline/version";
import { wordsFor } from "./words";

const TRAINER = "fashion-trainer";

/** Says everything in the first of these languages that is spoken here. */
function speak(wishes: readonly (string | null)[]): void {
  const words = wordsFor(wishes);
  const { language, page } = words;
  document.documentElement.lang = language;
  for (const [name, text] of Object.entries(page)) {
    for (const element of document.querySelectorAll(`[data-words="${name}"]`)) element.textContent = text;
  }
  document.querySelector('meta[name="description"]')?.setAttribute("content", page.description);
  for (const link of languageLinks()) {
    if (link.hreflang === language) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  // An attribute of its own: it does not notice when that of the page changes.
  for (const trainer of document.querySelectorAll(TRAINER)) trainer.setAttribute("lang", language);
  offline.then((started) => started?.speak(words));
}

function languageLinks(): NodeListOf<HTMLAnchorElement> {
  return document.querySelectorAll("nav a[hreflang]");
}

/** This page in that language, with the settings of now. */
function addressIn(language: string): string {
  const url = new URL(location.href);
  url.searchParams.set("lang", language);
  return url.href;
}

/** Changes the language in place, since another page would begin with an untrained network. */
function changeLanguageInPlace(): void {
  for (const link of languageLinks()) {
    const point = () => {
      link.href = addressIn(link.hreflang);
    };
    // The settings in the address change without an event. Whoever uses the link comes by here.
    for (const coming of ["pointerover", "focus"]) link.addEventListener(coming, point);
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      history.replaceState(null, "", addressIn(link.hreflang));
      speak([link.hreflang]);
    });
  }
}

/** The skip link must not write over the settings in the hash. */
function skipInPlace(): void {
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelector("main")?.focus();
  });
}

/** The query chooses panels, as the attribute does on other pages. */
function choosePanels(names: string | null): void {
  if (names !== null) document.querySelector(TRAINER)?.setAttribute("panels", names);
}

/** A page can't see how high a frame of another origin would like to be. */
function tellHeight(): void {
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    // Everybody may know it.
    parent.postMessage({ type: "fashion-trainer-height", height }, "*");
  }).observe(document.body);
}

/** From the next visit on the page needs no network, and is isolated where the host does not do it. */
async function prepareNextVisit(): Promise<Offline | undefined> {
  // The development server isolates the page by its own headers.
  if (import.meta.env.DEV) return undefined;
  // A frame is isolated only if the page around it is, and keeps nothing for itself.
  if (!navigator.serviceWorker || !isSecureContext || parent !== window) return undefined;
  await settled();
  const { Offline } = await import("./offline/offline");
  const hasLearned = () => (document.querySelector(TRAINER)?.history.steps.length ?? 0) > 0;
  const offline = new Offline(wordsFor([document.documentElement.lang]), hasLearned);
  await offline.start();
  return offline;
}

/** Once the trainer can train, or can't: what is prepared must not hold it up. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ["trainer-ready", "trainer-error"]) {
      document.addEventListener(name, () => resolve(), { once: true });
    }
  });
}

holdVersion(import.meta.url);
// Where the browser refuses, as where nothing may be stored, the page only lacks that.
const offline = prepareNextVisit().catch(() => undefined);
const query = new URLSearchParams(location.search);
speak([query.get("lang"), ...navigator.languages]);
changeLanguageInPlace();
skipInPlace();
choosePanels(query.get("panels"));
if (query.has("embed") && parent !== window) tellHeight();
