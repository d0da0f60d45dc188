/** The pictures in the browser's own store, from where the service worker gives them to the trainer. */

import { dataCacheName } from "./names";

export interface KeptPictures {
  keptBytes: number;
  totalBytes: number;
}

/** There is no room, or would be none for anything else. */
export class NoRoom extends Error {}

interface PictureFile {
  file: string;
  gzipLength: number;
  byteLength: number;
}

const MANIFEST = "manifest.json";

export class Pictures {
  readonly #cacheName: string;
  readonly #data: string;

  /** `folder`: where the page is, with a slash at the end. */
  constructor(folder: string) {
    this.#cacheName = dataCacheName(folder);
    this.#data = `${folder}data/`;
  }

  /** Rejects where nobody knows what there is to keep. */
  async state(): Promise<KeptPictures> {
    const files = await this.#files();
    const missing = await this.#missing(files);
    return { keptBytes: bytesOf(files) - bytesOf(missing), totalBytes: bytesOf(files) };
  }

  /** Fetches what is missing. Rejects with `NoRoom`, and then keeps nothing; what a broken connection has left stays. */
  async keep(tell: (state: KeptPictures) => void, signal: AbortSignal): Promise<void> {
    const files = await this.#files();
    const totalBytes = bytesOf(files);
    const missing = await this.#missing(files);
    let leftBytes = bytesOf(missing);
    try {
      if (!(await hasRoomFor(leftBytes))) throw new NoRoom();
      const cache = await caches.open(this.#cacheName);
      for (const file of missing) {
        tell({ keptBytes: totalBytes - leftBytes, totalBytes });
        await cache.put(this.#data + file.file, await this.#fetch(file, signal));
        leftBytes -= file.gzipLength;
      }
      // Last, since it says that there is something.
      await cache.put(this.#data + MANIFEST, await fetched(this.#data + MANIFEST, signal));
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
      if (!isFull && !(error instanceof NoRoom)) throw error;
      await this.remove();
      throw new NoRoom();
    }
  }

  async remove(): Promise<void> {
    await caches.delete(this.#cacheName);
  }

  async #files(): Promise<PictureFile[]> {
    const kept = await caches.match(this.#data + MANIFEST, { cacheName: this.#cacheName });
    const manifest = await (kept ?? (await fetched(this.#data + MANIFEST))).json();
    return manifest.shards;
  }

  async #missing(files: readonly PictureFile[]): Promise<PictureFile[]> {
    // Asked without making one.
    if (!(await caches.has(this.#cacheName))) return [...files];
    const kept = new Set((await (await caches.open(this.#cacheName)).keys()).map(({ url }) => url));
    return files.filter(({ file }) => !kept.has(this.#data + file));
  }

  /** What it should be the trainer finds out by its checksum; but a sign-in page of a Wi-Fi is not to be kept. */
  async #fetch({ file, gzipLength, byteLength }: PictureFile, signal: AbortSignal): Promise<Response> {
    const response = await fetched(this.#data + file, signal);
    const { size } = await response.clone().blob();
    // Hosts may unpack it on the way.
    if (size !== gzipLength && size !== byteLength) throw new TypeError(`${file} has ${size} bytes`);
    return response;
  }
}

async function fetched(url: string, signal: AbortSignal | null = null): Promise<Response> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new TypeError(`${url}: the server answered ${response.status}`);
  return response;
}

/** And for something else beside. Where the browser does not say, it is tried. */
async function hasRoomFor(bytes: number): Promise<boolean> {
  const { quota, usage = 0 } = await navigator.storage.estimate();
  return quota === undefined || quota - usage > 1.5 * bytes;
}

function bytesOf(files: readonly PictureFile[]): number {
  return files.reduce((sum, { gzipLength }) => sum + gzipLength, 0);
}
