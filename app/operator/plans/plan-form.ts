import { z } from "zod";
import { savePlanInput } from "#lib/catalog/save-plan.ts";

/**
 * The plan's form: `poster` is a choice ("", "art:…", "address", "upload" or "keep"), and `posterUrl` the address.
 * An upload takes the place of the choice in the action.
 */
export const planForm = z.preprocess((values) => {
  const { poster, posterUrl, ...rest } = values as Record<string, unknown>;
  if (poster === "address") return { ...rest, poster: posterUrl };
  return poster === "upload" || poster === "keep" ? rest : { ...rest, poster };
}, savePlanInput);
