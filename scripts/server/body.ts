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

/** A page's script calls a server action. */
export function isAction({ method, headers }: IncomingMessage): boolean {
  return method === "POST" && headers["next-action"] !== undefined;
}

/** Far more than any page has. Each takes time of everybody, in more than one reader. */
const MOST_FIELDS = 2000;

/**
 * Whether a body can be read: a form as what it says it is, and what an action is called with as a list. Node's own readers are the judges, for what
 * Next makes of another is an answer of 500.
 */
export async function isReadableBody(request: IncomingMessage, body: Buffer): Promise<boolean> {
  if (!isMultipart(request)) return isList(body.toString());
  const type = request.headers["content-type"] ?? "";
  if (hasTooManyParts(type, body)) return false;
  const read = new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  const form = await read.catch(() => null);
  return form !== null && (!isAction(request) || isList(form.get("0")));
}

/**
 * What the script of a page makes of a value that JSON lacks: its form, nothing, a date, a number. It refers to nothing else, and what React cannot
 * follow, Next answers with 500.
 */
const KNOWN = /^\$(?:\$|K[\da-f]+$|undefined$|D\d|n-?\d{1,300}$|NaN$|-?Infinity$|-0$)/;

function isList(json: unknown): boolean {
  try {
    const list = JSON.parse(String(json), (_, value) => {
      if (typeof value === "string" && value.startsWith("$") && !KNOWN.test(value)) throw new Error("refers to nothing");
      return value;
    });
    return Array.isArray(list);
  } catch {
    return false;
  }
}

function hasTooManyParts(type: string, body: Buffer): boolean {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(type) ?? [];
  const boundary = `--${quoted ?? plain ?? ""}`;
  let parts = 0;
  for (let at = body.indexOf(boundary); at >= 0; at = body.indexOf(boundary, at + boundary.length)) if (++parts > MOST_FIELDS) return true;
  return false;
}

/** Nobody's client sends a body in more pieces. What looks at each would have no time for anybody else. */
const MOST_PIECES = 16_384;
const FIRST_ROOM = 4096;

type Reader = {
  /** Whether there is room for so many bytes more. */
  room: (bytes: number) => boolean;
  whole: (body: Buffer) => void;
  refused: (refusal: { status: 413 | 503 }) => void;
};

/**
 * Reads a body whole before anyone sees it: of one which is too long nobody has taken a part for all, and one that does not come waits in
 * nobody's place (door.ts), until the HTTP server's own limit ends it. It is kept in one piece, however small those are that it comes in.
 */
export function readWhole(request: IncomingMessage, { room, whole, refused }: Reader): void {
  const push = request.push.bind(request);
  let kept = Buffer.alloc(0);
  let size = 0;
  let pieces = 0;

  function keep(piece: Buffer): { status: 413 | 503 } | null {
    const longer = size + piece.length;
    if (longer > LIMIT || ++pieces > MOST_PIECES) return { status: 413 };
    if (longer > kept.length) {
      const wanted = Math.min(LIMIT, Math.max(longer, 2 * kept.length, FIRST_ROOM));
      if (!room(wanted - kept.length)) return { status: 503 };
      const roomier = Buffer.allocUnsafeSlow(wanted);
      kept.copy(roomier, 0, 0, size);
      kept = roomier;
    }
    piece.copy(kept, size);
    size = longer;
    return null;
  }

  request.push = (piece: Buffer | null) => {
    const refusal = piece && keep(piece);
    if (piece && !refusal) return true;
    request.push = push;
    if (refusal) {
      kept = Buffer.alloc(0);
      refused(refusal);
      return push(piece);
    }
    const body = kept.subarray(0, size);
    if (size > 0) push(body);
    push(null);
    whole(body);
    return true;
  };
}

/** Throws away what comes, up to a limit; then the connection. */
export function discard(request: IncomingMessage): void {
  let left = PATIENCE;
  request.on("data", (piece: Buffer) => {
    left -= Math.max(piece.length, PATIENCE / MOST_PIECES);
    if (left < 0) request.socket.destroy();
  });
}
