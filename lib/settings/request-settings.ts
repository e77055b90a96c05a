import { cache } from "react";
import { getSettings } from "./settings.ts";

/** The settings, read once a request however many components ask. */
export const requestSettings = cache(() => getSettings());
