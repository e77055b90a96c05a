import type { StorePlugin } from "./store.ts";
import { apple } from "./vendors/apple/plugin.ts";
import { google } from "./vendors/google/plugin.ts";

/** Every store there is. */
export const STORES: StorePlugin[] = [apple, google];
