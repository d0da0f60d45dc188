/**
 * Has the demo page ask for the worker's script beside its own, a round trip before the element does.
 * @returns {import("vite").Plugin}
 */
export function prefetchWorker() {
  return {
    name: "prefetch-worker",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const file = Object.keys(bundle).find((name) => /\/worker-[^/]*\.js$/.test(name));
        if (!file) throw new Error("the bundle has no worker");
        const attrs = { rel: "prefetch", href: `./${file}` };
        return [{ tag: "link", attrs, injectTo: "head" }];
      },
    },
  };
}
