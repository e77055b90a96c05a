import type { PageAnswer } from "./page-answer.ts";

/** `value` is for Next, `answer` is what the server sends without it. */
type Page = { value: unknown; answer?: Promise<PageAnswer>; size: number };
type Kept = Page & { lastModified: number };
type Store = { pages: Map<string, Kept>; size: number; generation: number };

/** Bytes, about. */
const CAPACITY = 96 * 1024 * 1024;

const key = Symbol.for("streamtill.pages");
const holder = globalThis as unknown as Record<symbol, Store | undefined>;
/** On `globalThis`, because Next loads this module once for its cache and bundles it again for the actions that clear it. */
holder[key] ??= { pages: new Map(), size: 0, generation: 0 };
const store = holder[key];

/** The page kept under `name`, which is then the most recently used one. */
export function findPage(name: string): Kept | null {
  const page = store.pages.get(name);
  if (!page) return null;
  store.pages.delete(name);
  store.pages.set(name, page);
  return page;
}

/** Keeps a page; the least recently used ones give way. */
export function keepPage(name: string, page: Page): void {
  if (page.size > CAPACITY / 4) return;
  store.size += page.size - (store.pages.get(name)?.size ?? 0);
  store.pages.delete(name);
  store.pages.set(name, { ...page, lastModified: Date.now() });
  for (const [oldest, { size }] of store.pages) {
    if (store.size <= CAPACITY) break;
    store.pages.delete(oldest);
    store.size -= size;
  }
}

export function forgetPages(): void {
  store.pages.clear();
  store.size = 0;
  store.generation++;
}

/** Counts how often the shop changed: what was begun before may not be kept. */
export function pageGeneration(): number {
  return store.generation;
}
