// How each system is opened and asked.

import { withPage } from "../../scripts/lib/built-page.mjs";
import { runTensorflow } from "./native.mjs";
import { adapterFlags } from "./options.mjs";
import { runOurs } from "./ours.mjs";

/**
 * @typedef {import("./measure.mjs").Driver} Driver
 * @typedef {import("./options.mjs").Options} Options
 * @typedef {import("./systems.mjs").System} System
 * @typedef {import("@playwright/test").Page} Page
 *
 * @typedef {object} Place
 * @property {string} folder with the images as bytes
 * @property {string} url of the peers' pages
 * @property {number} trainCount training images
 */

/**
 * @param {System} system
 * @param {number} batch
 * @param {Options} options
 * @param {Place} place
 * @returns {(body: (driver: Driver) => Promise<void>) => Promise<void>}
 */
export function driverFor(system, batch, options, place) {
  const flags = adapterFlags[options.adapter];
  const { family, backend, threads } = system;
  const { dropout, python } = options;
  switch (family) {
    case "ours":
      return (body) =>
        runOurs({ backend, threads, batch, dropout, trainCount: place.trainCount, flags }, body);
    case "tensorflow":
      return (body) =>
        runTensorflow({ python, threads: threads ?? 1, batch, dropout, folder: place.folder }, body);
    default:
      return (body) =>
        withPage(place.url, (page) => body(peerDriver(page, { family, backend, batch, dropout })), { flags });
  }
}

/**
 * A library on a page of ours.
 * @param {Page} page
 * @param {{ family: string, backend: string, batch: number, dropout: boolean }} settings
 * @returns {Driver}
 */
function peerDriver(page, settings) {
  return {
    open: async () => {
      const { threads, ...facts } = await page.evaluate(async (settings) => {
        const { openPeer } = await import(new URL(`/${settings.family}.js`, location.href).href);
        const peer = await openPeer(settings);
        Object.assign(globalThis, { peer });
        return peer.facts;
      }, settings);
      return { threads: settings.backend.startsWith("web") ? undefined : threads, ...facts };
    },
    train: (count, readEvery) =>
      page.evaluate(({ count, readEvery }) => /** @type {any} */ (globalThis).peer.train(count, readEvery), {
        count,
        readEvery,
      }),
    test: (seconds) =>
      page.evaluate((seconds) => /** @type {any} */ (globalThis).peer.test(seconds), seconds),
  };
}
