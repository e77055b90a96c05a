import type { IncomingMessage } from "node:http";

export const LIMIT = 1024 * 1024;
/** So much of a refused body is still read, for a client sees the answer only when it may end its sentence. */
const PATIENCE = 16 * LIMIT;

export function declaredLength({ headers }: IncomingMessage): number {
  return Number(headers["content-length"] ?? 0);
}

export function hasBody(request: IncomingMessage): boolean {
  return declaredLength(request) > 0 || request.headers["transfer-encoding"] !== undefined;
}

/** A form with files, which only its end proves whole. */
export function isMultipart({ method, headers }: IncomingMessage): boolean {
  return method === "POST" && /^\s*multipart\/form-data\b/i.test(headers["content-type"] ?? "");
}

/** Whether such a body is what it says it is: Node's own reader is the judge, for what Next makes of another is an answer of 500. */
export function isForm({ headers }: IncomingMessage, body: Buffer): Promise<boolean> {
  const read = new Response(new Uint8Array(body), { headers: { "content-type": headers["content-type"] ?? "" } }).formData();
  return read.then(
    () => true,
    () => false,
  );
}

/**
 * Reads a body whole before anyone sees it: of one which is too long nobody has taken a part for all, and one that does not come waits in
 * nobody's place (door.ts), until the HTTP server's own limit ends it.
 */
export function readWhole(request: IncomingMessage, whole: (body: Buffer) => void, tooLong: () => void): void {
  const push = request.push.bind(request);
  const chunks: Buffer[] = [];
  let size = 0;
  request.push = (chunk: Buffer | null) => {
    size += chunk?.length ?? 0;
    if (chunk && size <= LIMIT) return Boolean(chunks.push(chunk));
    request.push = push;
    if (chunk) {
      tooLong();
      return push(chunk);
    }
    for (const kept of chunks) push(kept);
    push(null);
    whole(Buffer.concat(chunks));
    return true;
  };
}

/** Throws away what comes, up to a limit; then the connection. */
export function discard(request: IncomingMessage): void {
  let left = PATIENCE;
  request.on("data", (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) request.socket.destroy();
  });
}
