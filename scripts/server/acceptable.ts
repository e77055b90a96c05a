import type { IncomingMessage } from "node:http";

/** Pages are read, and forms are sent to them; which of these /api understands it says itself. */
const METHODS = { pages: ["GET", "HEAD", "POST"], api: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] };

export type Refusal = { status: 400 | 405 | 413 | 503; allow?: string };

/** Why a request is not worth handing on: 400 for an address that cannot be read, 405 for a method that nothing here knows. Null when it is. */
export function refusalOf({ url = "/", method = "GET" }: Pick<IncomingMessage, "url" | "method">): Refusal | null {
  const [path] = url.split("?");
  if (!isReadable(path)) return { status: 400 };
  const known = path.startsWith("/api/") ? METHODS.api : METHODS.pages;
  return known.includes(method) ? null : { status: 405, allow: known.join(", ") };
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
