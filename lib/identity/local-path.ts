/** `to` when it leads to a page of ours, else `otherwise`: a link to our sign-in page must not lead anywhere else. */
export function localPath(to: unknown, otherwise: string): string {
  if (typeof to !== "string" || !to.startsWith("/") || /^\/[/\\]|[\\\s\p{Cc}]/u.test(to)) return otherwise;
  const base = "http://local.invalid";
  return URL.canParse(to, base) && new URL(to, base).origin === base ? to : otherwise;
}
