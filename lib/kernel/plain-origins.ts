/** Our own address and the gateways', as far as they are set to http: on a laptop and in tests. */
export function plainOrigins(): string[] {
  const addresses = Object.entries(process.env).filter(([name]) => name === "APP_URL" || name.endsWith("_API_BASE"));
  return addresses.flatMap(([, address]) => (address?.startsWith("http:") ? new URL(address).origin : []));
}
