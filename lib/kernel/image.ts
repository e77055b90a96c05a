import { DomainError } from "./errors.ts";
import { cleanSvg, isSvg } from "./svg.ts";

export type ImageKind = "png" | "jpeg" | "webp" | "svg";

/** The largest image kept in the database. */
const MAX_IMAGE_BYTES = 200 * 1024;

const MIME: Record<ImageKind, string> = { png: "image/png", jpeg: "image/jpeg", webp: "image/webp", svg: "image/svg+xml" };

/**
 * An uploaded image as a `data:` URL. What it is, is told by its bytes, never by its name. Of an SVG only what draws is kept.
 * @throws DomainError for one that is too large, of another kind, or an SVG that could run or load something.
 */
export function imageDataUrl(bytes: Uint8Array, allowed: ImageKind[], field: string): string {
  if (bytes.length > MAX_IMAGE_BYTES) throw new DomainError("image_too_large", { field, values: { limit: MAX_IMAGE_BYTES / 1024 } });
  const kind = kindOf(bytes);
  if (!kind || !allowed.includes(kind))
    throw new DomainError("image_unknown", { field, values: { kinds: allowed.join(", ").toUpperCase() } });
  if (kind !== "svg") return dataUrl(kind, bytes);
  const drawing = cleanSvg(new TextDecoder().decode(bytes));
  if (!drawing) throw new DomainError("image_unsafe", { field });
  return dataUrl(kind, Buffer.from(drawing));
}

/** The same check for a `data:` URL that comes back from a form or another system. */
export function isImageDataUrl(url: string, allowed: ImageKind[]): boolean {
  const match = /^data:image\/[a-z+]+;base64,([A-Za-z0-9+/]+=*)$/.exec(url);
  if (!match) return false;
  try {
    return imageDataUrl(Buffer.from(match[1], "base64"), allowed, "") === url;
  } catch {
    return false;
  }
}

function dataUrl(kind: ImageKind, bytes: Uint8Array): string {
  return `data:${MIME[kind]};base64,${Buffer.from(bytes).toString("base64")}`;
}

function kindOf(bytes: Uint8Array): ImageKind | null {
  const head = Buffer.from(bytes.subarray(0, 512));
  if (head.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex"))) return "png";
  if (head.subarray(0, 3).equals(Buffer.from("ffd8ff", "hex"))) return "jpeg";
  if (head.toString("latin1", 0, 4) === "RIFF" && head.toString("latin1", 8, 12) === "WEBP") return "webp";
  return isSvg(Buffer.from(bytes).toString("utf8")) ? "svg" : null;
}
