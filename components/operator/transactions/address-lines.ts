/** The lines of an address as a transaction keeps it; the country is a field of its own. */
export function addressLines(address: unknown): string[] {
  if (typeof address !== "object" || address === null) return [];
  const part = (name: string) => {
    const value = (address as Record<string, unknown>)[name];
    return typeof value === "string" ? value.trim() : "";
  };
  return [part("addressLine1"), part("addressLine2"), `${part("postalCode")} ${part("city")}`.trim(), part("region")].filter(Boolean);
}
