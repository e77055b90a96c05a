import { notFound } from "next/navigation";
import { env } from "#lib/kernel/env.ts";

export const dynamic = "force-static";

export function generateStaticParams(): { size: string }[] {
  return [];
}

/** What `npm run bench` holds the landing page against: a static page with about `size` characters of text. It is there in tests only. */
export default async function StaticPage({ params }: { params: Promise<{ size: string }> }) {
  const size = Number((await params).size);
  if (env().STREAMTILL_MODE !== "test" || !(size >= 0 && size <= 1_000_000)) notFound();
  return <main>{"Nothing to see here. ".repeat(size / 21)}</main>;
}
