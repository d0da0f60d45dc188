/** What the page says about a trainer: by attributes, and on the demo page by its address as well. */

import type { BackendWish, ConfigInput, TrainConfig } from "../engine/protocol";
import { hashFromSettings, hashParameters, settingsFromAttributes } from "./settings";

export interface PageSettings {
  wish: BackendWish;
  /** The most threads on the CPU. */
  threads: number | undefined;
  config: ConfigInput;
  /** Where the shards are, if not beside the program. */
  dataUrl: string | undefined;
  isAutostart: boolean;
  /** The hash holds the configuration, and the query the backend and its threads. Only for a page that is the trainer's own. */
  isInUrl: boolean;
}

/** The parts of an element and its page that are read. */
export interface PageLike {
  attribute(name: string): string | null;
  location: { href: string; search: string; hash: string };
}

export function pageSettings({ attribute, location }: PageLike): PageSettings {
  const isInUrl = attribute("url-settings") !== null;
  const query = new URLSearchParams(location.search);
  const linked = hashParameters(isInUrl ? location.hash : "");
  const source = attribute("src-data");
  const asked = (name: string) => (isInUrl ? query.get(name) : null) ?? attribute(name);
  return {
    wish: backendWish(asked("backend")),
    threads: threadCount(asked("threads")),
    config: settingsFromAttributes((name) => linked.get(name) ?? attribute(name)),
    dataUrl: source === null ? undefined : new URL(source.replace(/\/?$/, "/"), location.href).href,
    isAutostart: attribute("autostart") !== null,
    isInUrl,
  };
}

/** The address that reproduces the run. */
export function urlWithSettings(href: string, config: TrainConfig): string {
  const url = new URL(href);
  url.hash = hashFromSettings(config);
  return url.href;
}

function threadCount(text: string | null): number | undefined {
  const count = Number(text);
  return Number.isInteger(count) && count > 0 ? count : undefined;
}

function backendWish(text: string | null): BackendWish {
  return text === "webgpu" || text === "cpu" ? text : "auto";
}
