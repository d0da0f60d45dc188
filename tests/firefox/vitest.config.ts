import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/firefox/*.test.ts"],
    // Each test trains, beside a browser that is only starting.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // What a page said is in the message of a failure; the backend is printed.
    reporters: "verbose",
  },
});
