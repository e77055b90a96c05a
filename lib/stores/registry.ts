import { readKeys } from "#lib/kernel/keys.ts";
import { STORES } from "./plugins.ts";
import type { Store } from "./store.ts";

/** A store that has its keys; null for any other. */
export function store(id: string): Store | null {
  return installed().find((known) => known.id === id) ?? null;
}

/** The ids of the stores that have their keys. */
export function storeIds(): string[] {
  return installed().map(({ id }) => id);
}

/** What viewers call a store, whether it has its keys or not. */
export function storeLabel(id: string): string {
  return STORES.find((plugin) => plugin.id === id)?.label ?? id;
}

/** Made once. */
function installed(): Store[] {
  made ??= STORES.flatMap(({ id, label, keys, open }) => {
    const values = readKeys(keys);
    return values ? [Object.assign(open(values), { id, label })] : [];
  });
  return made;
}

let made: Store[] | undefined;
