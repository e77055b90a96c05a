import { type ImageKind, isImageDataUrl } from "#lib/kernel/image.ts";

export const POSTER_KINDS: ImageKind[] = ["png", "jpeg", "webp"];

/** Whether a plan's poster can be shown: nothing, a built-in artwork ("art:aurora"), an https address, or a small image. */
export function isPoster(poster: string): boolean {
  if (poster === "" || /^art:[a-z0-9-]{1,40}$/.test(poster)) return true;
  if (poster.startsWith("data:")) return isImageDataUrl(poster, POSTER_KINDS);
  return poster.length <= 2000 && URL.canParse(poster) && new URL(poster).protocol === "https:";
}
