// What makes the page one that works without network: the list of its files for the service worker, and the manifest
// by which it can be installed. In a build only: the development server isolates the page by its own headers.

import { VitePWA } from "vite-plugin-pwa";

const title = "Fashion Trainer";

export function offline() {
  return VitePWA({
    strategies: "injectManifest",
    srcDir: "www",
    filename: "service-worker.ts",
    // www/offline registers it, once the page can train.
    injectRegister: false,
    includeManifestIcons: false,
    injectManifest: {
      globPatterns: ["index.html", "frame.js", "*.svg", "*.webmanifest", "assets/*"],
      // Their names tell their content.
      dontCacheBustURLsMatching: /^assets\//,
      maximumFileSizeToCacheInBytes: 64e6,
    },
    manifest: {
      name: title,
      short_name: title,
      description: "Draw clothes, and train a neural network on 60,000 pictures of them, in the browser.",
      start_url: ".",
      scope: ".",
      display: "standalone",
      background_color: "#fbfaf7",
      theme_color: "#2b4c9b",
      icons: [
        { src: "icon.svg", sizes: "any", type: "image/svg+xml" },
        { src: "icon-maskable.svg", sizes: "any", type: "image/svg+xml", purpose: "maskable" },
      ],
    },
  });
}
