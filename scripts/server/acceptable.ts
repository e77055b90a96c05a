import type { IncomingMessage } from "node:http";

/** Pages are read, and forms are sent to them; what /api understands it says itself. */
const PAGE_METHODS = ["GET", "HEAD", "POST"];

/** Why a request is not worth handing on: 400 for an address that cannot be read, 405 for a method that no page knows. Null when it is. */
export function refusalOf({ url = "/", method = "GET" }: IncomingMessage): 400 | 405 | null {
  const [path] = url.split("?");
  if (!isReadable(path)) return 400;
  return path.startsWith("/api/") || PAGE_METHODS.includes(method) ? null : 405;
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
