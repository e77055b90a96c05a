import { join } from "node:path";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { SECURITY_HEADERS } from "./lib/web/http/security-headers.ts";
import { vendorPackages } from "./scripts/vendor-packages.ts";

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run check` checks types, with a compiler that Next does not know yet.
  typescript: { ignoreBuildErrors: true },
  // They read files beside their own code, or gain nothing from being bundled.
  serverExternalPackages: ["mjml", "pdfkit", "pg", "pino", "sanitize-html", "undici", ...vendorPackages()],
  // Pages live in memory (lib/web/http/page-cache.ts), so several instances and modes may run from one build.
  cacheHandler: join(process.cwd(), "lib/web/http/page-cache.ts"),
  cacheMaxMemorySize: 0,
  // Texts come compiled (i18n/compiled.ts): what compiles them for each page anew is left out, in the browser too.
  turbopack: { resolveAlias: { "use-intl/format-message": "./node_modules/use-intl/dist/esm/production/format-message/format-only.js" } },
  experimental: {
    authInterrupts: true,
    // A shop is built once a version: what a next build could use of this one takes longer to write than it saves, and weighs more than all the rest.
    turbopackFileSystemCacheForBuild: false,
    turbopackSourceMaps: false, // Node reads them only when it is told to
    turbopackInputSourceMaps: false,
  },
  redirects: async () => [{ source: "/favicon.ico", destination: "/icon.svg", permanent: true }],
  headers: async () => [{ source: "/:path*", headers: Object.entries(SECURITY_HEADERS).map(([key, value]) => ({ key, value })) }],
};

export default createNextIntlPlugin("./i18n/request.ts")(config);
