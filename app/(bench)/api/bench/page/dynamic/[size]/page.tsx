import { notFound } from "next/navigation";
import { env } from "#lib/kernel/env.ts";
import { query } from "../../../query.ts";

export const dynamic = "force-dynamic";

/**
 * What `npm run bench` holds the pages against that are made for one reader: a dynamic page with one query and `size` lines of markup, of
 * about as many letters as those of ours have, without any client component. It is there in tests only.
 */
export default async function DynamicPage({ params }: { params: Promise<{ size: string }> }) {
  const size = Number((await params).size);
  if (env().STREAMTILL_MODE !== "test" || !(size >= 0 && size <= 10_000)) notFound();
  const [{ at }] = await query<{ at: Date }>({ name: "now", text: "SELECT now() AS at" });
  return (
    <main>
      {Array.from({ length: size }, (_, line) => (
        <p key={line} className="flex items-center gap-3 px-4 py-2 text-sm text-muted">
          Nothing to see here since {at.toISOString()}.
        </p>
      ))}
    </main>
  );
}
