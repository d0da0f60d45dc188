import { defineConfig } from "@playwright/test";

/** Another one for a run beside another: `PORT=4180 npx playwright test`. */
const PORT = Number(process.env.PORT ?? 4179);
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** `UNOPTIMISED=1` spares the minutes of wasm-opt while one works on the crate. */
const BUILD = process.env.UNOPTIMISED ? "npx vite build" : "node scripts/build.mjs --page";

/** Quiet, and able to run as root in a container. */
const PLAIN_FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A machine of the local network: to browsers an address like any other, which is not to be trusted without https.
  "--host-resolver-rules=MAP fashion.test 127.0.0.1",
];
/** WebGPU without a GPU: Chromium's own software adapter. */
const WEBGPU_FLAGS = [
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--enable-unsafe-swiftshader",
  "--enable-features=Vulkan",
];

function chromium(flags: string[]) {
  return { browserName: "chromium", launchOptions: { executablePath: CHROMIUM, args: flags } } as const;
}

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  // Each test trains, and training takes all the machine gives.
  workers: 1,
  reporter: "list",
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  // Service workers answer in the place of the network, where tests inject faults: only those about them allow them.
  use: { baseURL: `http://localhost:${PORT}/`, serviceWorkers: "block" },
  projects: [
    { name: "cpu", testIgnore: /webgpu/, use: chromium(PLAIN_FLAGS) },
    { name: "webgpu", testMatch: /webgpu/, use: chromium([...PLAIN_FLAGS, ...WEBGPU_FLAGS]) },
  ],
  webServer: {
    // Built afresh, so that no test passes on yesterday's page, and all of it: what is tested is what ships.
    command: `${BUILD} && npx vite preview --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}/`,
    // Where pkg/ is new, wasm-opt and brotli take minutes.
    timeout: 1_200_000,
  },
});
