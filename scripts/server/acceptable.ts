import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { isAction, isMultipart } from "./body.ts";

/** Pages are read, and forms are sent to them; which of these /api understands it says itself. */
const METHODS = { pages: ["GET", "HEAD", "POST"], api: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] };

export type Refusal = { status: 400 | 403 | 405 | 413 | 503; allow?: string };

/**
 * Why a request is not worth handing on: 400 for an address that cannot be read, 405 for a method that nothing here knows, 403 for an action
 * that another site's page asks for. Null when it is.
 */
export function refusalOf(request: IncomingMessage): Refusal | null {
  const { url = "/", method = "GET" } = request;
  const [path] = url.split("?");
  if (!isReadable(path)) return { status: 400 };
  const known = path.startsWith("/api/") ? METHODS.api : METHODS.pages;
  if (!known.includes(method)) return { status: 405, allow: known.join(", ") };
  return (isAction(request) || isMultipart(request)) && isForeign(request.headers) ? { status: 403 } : null;
}

/** Next would answer with 500, as to a fault of ours. */
function isForeign({ origin, host, "x-forwarded-host": named }: IncomingHttpHeaders): boolean {
  if (origin === undefined) return false;
  const ours = [host, named, hostOf(process.env.APP_URL ?? "")];
  return !ours.includes(hostOf(origin) ?? origin);
}

function hostOf(url: string): string | undefined {
  return URL.parse(url)?.host;
}

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
