/** `Name <address>`, `"Name" <address>` or a bare address. @throws RangeError for anything else. */
export function mailAddress(written: string): { name?: string; address: string } {
  const [name, address, ...rest] = written.includes("<") ? written.split("<") : ["", `${written}>`];
  const bare = address.trim().replace(/>$/, "");
  if (rest.length > 0 || !address.trim().endsWith(">") || !/^[^<>\s@]+@[^<>\s@]+$/.test(bare.trim()))
    throw new RangeError("MAIL_FROM must be an address, or Name <address>");
  return { name: name.replaceAll('"', "").trim() || undefined, address: bare.trim() };
}
