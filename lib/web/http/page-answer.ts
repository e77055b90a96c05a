import { createHash } from "node:crypto";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip, zstdCompress } from "node:zlib";
import { SECURITY_HEADERS } from "./security-headers.ts";

/** The smallest first. */
const ENCODINGS = ["br", "zstd", "gzip"] as const;
type Encoding = (typeof ENCODINGS)[number] | "identity";

/** A page as it is sent, in each form that browsers take. */
export type PageAnswer = {
  etag: string;
  unchanged: OutgoingHttpHeaders;
  forms: Record<Encoding, { headers: OutgoingHttpHeaders; body: Buffer }>;
};

/** Prepares a page, on other threads than ours: compressed once as well as it goes, for it is sent many times. */
export async function prepareAnswer(html: string, pageHeaders: OutgoingHttpHeaders): Promise<PageAnswer> {
  const identity = Buffer.from(html);
  const [br, zstd, gz] = await Promise.all([
    promisify(brotliCompress)(identity),
    promisify(zstdCompress)(identity, { params: { [constants.ZSTD_c_compressionLevel]: 19 } }),
    promisify(gzip)(identity, { level: 9 }),
  ]);
  const etag = `"${createHash("sha256").update(JSON.stringify(pageHeaders)).update(identity).digest("base64url").slice(0, 22)}"`;
  const unchanged = { ...SECURITY_HEADERS, ...pageHeaders, etag: `W/${etag}`, "cache-status": "streamtill; hit" }; // weak: one for all forms
  const form = (body: Buffer, encoding?: Encoding) => ({
    headers: {
      ...unchanged,
      "content-type": "text/html; charset=utf-8",
      ...(encoding && { "content-encoding": encoding }),
      "content-length": body.length,
    },
    body,
  });
  return { etag, unchanged, forms: { identity: form(identity), br: form(br, "br"), zstd: form(zstd, "zstd"), gzip: form(gz, "gzip") } };
}

/** Sends a page in the smallest form that the client takes, or says that the client has it. */
export function sendAnswer({ etag, unchanged, forms }: PageAnswer, { headers }: IncomingMessage, response: ServerResponse): void {
  if (isKnown(etag, headers["if-none-match"])) {
    response.writeHead(304, unchanged).end();
    return;
  }
  const form = forms[encodingFor(headers["accept-encoding"], ENCODINGS)];
  response.writeHead(200, form.headers).end(form.body);
}

function isKnown(etag: string, known = ""): boolean {
  return known.split(",").some((tag) => [etag, `W/${etag}`, "*"].includes(tag.trim()));
}

/** The first of `known` that a client takes. */
export function encodingFor<Known extends string>(accepted: string | string[] = "", known: readonly Known[]): Known | "identity" {
  const taken = String(accepted)
    .split(",")
    .filter((part) => !/;\s*q=0(?:\.0*)?\s*$/.test(part));
  const names = taken.map((part) => part.split(";")[0].trim().toLowerCase());
  return known.find((encoding) => names.includes(encoding)) ?? "identity";
}
