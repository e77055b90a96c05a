import { streamOf } from "./csv-response.ts";

/** Under which the length goes to the server in front of Next (scripts/server/told-length.ts). */
export const LENGTH_HEADER = "x-streamtill-length";

type RangedFile = {
  name: string;
  type: string;
  /** Of these bytes and no others. */
  tag: string;
  length: bigint;
  /** The bytes from one to another, both included. */
  read: (from: bigint, to: bigint) => AsyncGenerator<Uint8Array>;
};

/**
 * A file to be saved, or the part of it that is asked for, so that a download that was broken off goes on (RFC 9110, 14). Several parts at once, or
 * a part of a file that was another, are answered with all of it.
 */
export function rangeResponse(request: Request, { name, type, tag, length, read }: RangedFile): Response {
  const etag = `"${tag}"`;
  const headers = {
    "accept-ranges": "bytes",
    etag,
    "content-disposition": `attachment; filename="${name}"`,
    // Compressed on the way it would have other bytes.
    "cache-control": "private, no-store, no-transform",
    "x-content-type-options": "nosniff",
  };
  const range = isOfThis(request, etag) ? readRange(request.headers.get("range"), length) : "all";
  if (range === "none") return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${length}` } });
  const { from, to } = range === "all" ? { from: 0n, to: length - 1n } : range;
  const about = { ...headers, "content-type": type, [LENGTH_HEADER]: String(to - from + 1n) };
  const body = streamOf(read(from, to));
  if (range === "all") return new Response(body, { headers: about });
  return new Response(body, { status: 206, headers: { ...about, "content-range": `bytes ${from}-${to}/${length}` } });
}

function isOfThis(request: Request, etag: string): boolean {
  const condition = request.headers.get("if-range");
  return condition === null || condition === etag;
}

/** The bytes that are asked for; `none` of these exist. */
function readRange(header: string | null, length: bigint): { from: bigint; to: bigint } | "all" | "none" {
  const [, first, last] = /^bytes=(\d{0,18})-(\d{0,18})$/.exec(header?.trim() ?? "") ?? [];
  if (!first && !last) return "all";
  const end = length - 1n;
  if (!first) return last && BigInt(last) > 0n ? { from: BigInt(last) > length ? 0n : length - BigInt(last), to: end } : "none";
  const from = BigInt(first);
  const to = last && BigInt(last) < end ? BigInt(last) : end;
  if (last && BigInt(last) < from) return "all";
  return from > end ? "none" : { from, to };
}
