import { createHash, timingSafeEqual } from "node:crypto";

/** Whether a request's Authorization header is `Bearer <token>`; how long it takes tells nothing of the token. */
export function carriesToken(request: Request, token: string): boolean {
  const given = /^Bearer ([^\s]+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
