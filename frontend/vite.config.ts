import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { early } from "./build/early.ts";

const backend = process.env.BOOKMYTIME_BACKEND ?? "http://127.0.0.1:8000";
const beside = Object.fromEntries(
  ["/v1", "/pay", "/sandbox", "/dev"].map((path) => [path, { target: backend }]),
);

export default defineConfig({
  plugins: [react(), early()],
  server: { proxy: beside },
  build: {
    target: "es2022",
    manifest: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: "index.html", sw: "worker/sw.ts" },
      output: {
        entryFileNames: ({ name }) => (name === "sw" ? "sw.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
    testTimeout: 20_000,
    env: { TZ: "Europe/Berlin" },
  },
});
