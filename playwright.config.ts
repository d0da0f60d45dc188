import { defineConfig } from "@playwright/test";

const PORT = 4179;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Quiet, and able to run as root in a container. */
const PLAIN_FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
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
  use: { baseURL: `http://localhost:${PORT}/` },
  projects: [
    { name: "cpu", testIgnore: /webgpu/, use: chromium(PLAIN_FLAGS) },
    { name: "webgpu", testMatch: /webgpu/, use: chromium([...PLAIN_FLAGS, ...WEBGPU_FLAGS]) },
  ],
  webServer: {
    // Built afresh, so that no test passes on yesterday's page.
    command: `npx vite build && npx vite preview --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}/`,
    timeout: 120_000,
  },
});
