import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const backend = process.env.BOOKMYTIME_BACKEND ?? "http://127.0.0.1:8000";
const beside = Object.fromEntries(
  ["/v1", "/pay", "/sandbox", "/dev"].map((path) => [path, { target: backend }]),
);

export default defineConfig({
  plugins: [react()],
  server: { proxy: beside },
  build: { target: "es2022", manifest: "manifest.json", assetsInlineLimit: 0 },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
    testTimeout: 20_000,
    env: { TZ: "Europe/Berlin" },
  },
});
