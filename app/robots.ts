import type { MetadataRoute } from "next";
import { env } from "#lib/kernel/env.ts";

export const dynamic = "force-dynamic";

/** The shop is for everybody; what belongs to one reader is not. */
export default function robots(): MetadataRoute.Robots {
  const personal = ["/account", "/api/", "/checkout", "/market", "/operator", "/sandbox", "/setup"];
  return { rules: { userAgent: "*", disallow: personal }, sitemap: `${env().APP_URL}/sitemap.xml` };
}
