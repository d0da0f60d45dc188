/**
 * wasm-bindgen's module holds its instance for ever, and with it all the memory that it ever had. This adds a
 * function that lets go of it; late calls, such as those of finalizers, then do nothing. And it tells where the
 * .wasm is, so that it can be fetched once more.
 * @returns {import("vite").Plugin}
 */
export function releasableBundles() {
  return {
    name: "releasable-bundles",
    transform(code, id) {
      if (!/\/pkg\/[\w-]+\/fashion_trainer\.js$/.test(id)) return undefined;
      const views = Array.from(code.matchAll(/^let (cached\w+Memory\d) = null;$/gm), ([, name]) => name);
      const release = `export const wasmUrl = new URL("fashion_trainer_bg.wasm", import.meta.url);
export function release() {
  ${views.join(" = ")} = null;
  wasmModule = wasmInstance = __wbg_init_promise = undefined;
  wasm = new Proxy({}, { get: () => () => {} });
}`;
      return { code: `${code}\n${release}\n`, map: null };
    },
  };
}
