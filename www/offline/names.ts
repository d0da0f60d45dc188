/** How things that are kept in the browser are called. All of an origin share one space, so names tell the folder. */

/** Caches of the page's own files, one for each version. */
export function appCachePrefix(folder: string): string {
  return `fashion-trainer app ${folder} `;
}

/** The pictures, if somebody asked for them. */
export function dataCacheName(folder: string): string {
  return `fashion-trainer data ${folder}`;
}

/** A lock that a page holds for as long as it lives, by the script that it was opened with. */
export function pageLockName(script: string): string {
  return `fashion-trainer page ${script}`;
}
