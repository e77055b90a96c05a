import type { Plan } from "#lib/db/generated/client.ts";

/** What a plan's form edits. */
export type PlanDraft = Pick<
  Plan,
  | "name"
  | "slug"
  | "tagline"
  | "description"
  | "poster"
  | "features"
  | "packages"
  | "maxDevices"
  | "maxStreams"
  | "quality"
  | "countries"
  | "kind"
  | "startsAtFirstLogin"
  | "externalId"
  | "status"
  | "highlighted"
>;

export const EMPTY_PLAN: PlanDraft = {
  name: "",
  slug: "",
  tagline: "",
  description: "",
  poster: "art:aurora",
  features: [],
  packages: [],
  maxDevices: 2,
  maxStreams: 1,
  quality: "FHD",
  countries: [],
  kind: "REGULAR",
  startsAtFirstLogin: false,
  externalId: null,
  status: "DRAFT",
  highlighted: false,
};

/** The plan as it is typed right now, for the preview; nothing is checked. `upload` is a freshly chosen picture. */
export function draftOf(form: FormData, saved: PlanDraft, upload?: string): PlanDraft {
  const text = (name: string) => String(form.get(name) ?? "");
  const lines = (name: string) =>
    text(name)
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
  return {
    ...saved,
    name: text("name"),
    tagline: text("tagline"),
    description: text("description"),
    poster: posterOf(text("poster"), text("posterUrl"), saved.poster, upload),
    features: lines("features"),
    packages: lines("packages"),
    maxDevices: Number(text("maxDevices")) || 1,
    maxStreams: Number(text("maxStreams")) || 1,
    quality: text("quality") as PlanDraft["quality"],
    highlighted: form.has("highlighted"),
  };
}

function posterOf(choice: string, address: string, saved: string, upload = ""): string {
  if (choice === "keep") return saved;
  if (choice === "upload") return upload;
  return choice === "address" ? address : choice;
}
