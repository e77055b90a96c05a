/** `to` when it leads to a page of ours, else `otherwise`: a link to our sign-in page must not lead anywhere else. */
export function localPath(to: unknown, otherwise: string): string {
  if (typeof to !== "string" || !to.startsWith("/") || /^\/[/\\]|[\\\s\p{Cc}]/u.test(to)) return otherwise;
  const base = "http://local.invalid";
  const url = URL.canParse(to, base) ? new URL(to, base) : null;
  // "/.//evil.example" is a path that leads nowhere else, until somebody takes its dots away.
  return url?.origin === base && !url.pathname.startsWith("//") ? to : otherwise;
}
