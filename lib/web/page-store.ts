/** A page kept in memory, and how much of it that takes. */
type Kept = { value: unknown; lastModified: number; size: number };

const LARGEST = 96 * 1024 * 1024;

type Store = { pages: Map<string, Kept>; size: number; generation: number; trusted: boolean };
const key = Symbol.for("streamtill.pages");
const holder = globalThis as unknown as Record<symbol, Store | undefined>;
/** On `globalThis`, because Next loads this module once for its cache and bundles it again for the actions that clear it. */
holder[key] ??= { pages: new Map(), size: 0, generation: 0, trusted: false };
const store = holder[key];

/** The page under `name`, unless it was thrown away. While other instances cannot be heard, a page is believed for a second. */
export function findPage(name: string): Kept | null {
  const page = store.pages.get(name);
  if (!page) return null;
  if (!store.trusted && Date.now() - page.lastModified > 1000) return null;
  store.pages.delete(name);
  store.pages.set(name, page);
  return page;
}

/** Keeps a page, unless the shop changed since `generation`, when its making began. The least recently used ones give way. */
export function keepPage(name: string, value: unknown, size: number, generation: number): void {
  if (generation !== store.generation || size > LARGEST / 4) return;
  store.size += size - (store.pages.get(name)?.size ?? 0);
  store.pages.delete(name);
  store.pages.set(name, { value, lastModified: Date.now(), size });
  for (const [oldest, page] of store.pages) {
    if (store.size <= LARGEST) break;
    store.pages.delete(oldest);
    store.size -= page.size;
  }
}

export function forgetPages(): void {
  store.pages.clear();
  store.size = 0;
  store.generation++;
}

export function pageGeneration(): number {
  return store.generation;
}

/** Whether changes made by other instances are heard of (see page-listener.ts). */
export function trustPages(trusted: boolean): void {
  if (!trusted) forgetPages();
  store.trusted = trusted;
}
