import type { MetadataRoute } from "next";
import { publicAddresses } from "#lib/catalog/queries.ts";
import { env } from "#lib/kernel/env.ts";

export const dynamic = "force-dynamic";

/** The shop's pages, and each public plan with the time of its last change. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { APP_URL } = env();
  const plans = await publicAddresses();
  const pages = ["", "/faq", "/legal/terms", "/legal/privacy", "/legal/imprint"].map((path) => ({ url: `${APP_URL}${path}` }));
  return [...pages, ...plans.map(({ slug, updatedAt }) => ({ url: `${APP_URL}/plans/${slug}`, lastModified: updatedAt }))];
}
