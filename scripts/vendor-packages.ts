import { globSync, readFileSync } from "node:fs";

const PLUGINS = "lib/{payments/gateways,messages/channels,stores/vendors}/*/*.ts";
const NOT_THEIRS = /^(?:[.#]|node:|zod$)/;

/** The packages that gateways, channels and stores talk to their vendors with, as their folders import them. */
export function vendorPackages(): string[] {
  const imported = globSync(PLUGINS).flatMap((path) => [...readFileSync(path, "utf8").matchAll(/from "([^"]+)"/g)].map(([, name]) => name));
  const theirs = imported.filter((name) => !NOT_THEIRS.test(name)).map(packageOf);
  return [...new Set(theirs)].sort();
}

function packageOf(name: string): string {
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}
