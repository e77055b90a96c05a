import { join } from "node:path";
import type { NextConfig } from "next";

export default {
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["pg"],
  turbopack: { root: join(import.meta.dirname, "../../..") },
} satisfies NextConfig;
