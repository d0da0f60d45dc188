// The headers with which a browser isolates a page from all others, so that it may share memory between threads.

export const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  // Not for the page itself: pages that are isolated, too, can hold it in a frame.
  "Cross-Origin-Resource-Policy": "cross-origin",
};
