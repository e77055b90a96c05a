import { join } from "node:path";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  poweredByHeader: false,
  // `npm run check` checks types, with a compiler that Next does not know yet.
  typescript: { ignoreBuildErrors: true },
  // They read files beside their own code, or gain nothing from being bundled.
  serverExternalPackages: ["mjml", "nodemailer", "pdfkit", "pg", "pino", "sanitize-html", "stripe", "twilio"],
  // Pages live in memory (lib/web/http/page-cache.ts), so several instances and modes may run from one build.
  cacheHandler: join(process.cwd(), "lib/web/http/page-cache.ts"),
  cacheMaxMemorySize: 0,
  experimental: { authInterrupts: true },
  redirects: async () => [{ source: "/favicon.ico", destination: "/icon.svg", permanent: true }],
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "x-content-type-options", value: "nosniff" },
        { key: "x-frame-options", value: "DENY" },
        { key: "cross-origin-opener-policy", value: "same-origin" },
        { key: "referrer-policy", value: "strict-origin-when-cross-origin" },
        { key: "permissions-policy", value: "camera=(), geolocation=(), microphone=()" },
      ],
    },
  ],
};

export default createNextIntlPlugin("./i18n/request.ts")(config);
