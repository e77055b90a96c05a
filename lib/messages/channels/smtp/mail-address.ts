/** `Name <address>`, `"Name" <address>` or a bare address. @throws RangeError for anything else. */
export function mailAddress(written: string): { name?: string; address: string } {
  const match = /^(?:([^<>]*?)\s*<([^<>\s]+@[^<>\s]+)>|([^<>\s]+@[^<>\s]+))$/.exec(written.trim());
  if (!match) throw new RangeError("MAIL_FROM must be an address, or Name <address>");
  return { name: match[1]?.replaceAll('"', "").trim() || undefined, address: match[2] ?? match[3] };
}
