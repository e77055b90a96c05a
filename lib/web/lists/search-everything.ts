import { getLocale, getTranslations } from "next-intl/server";
import type { Operator } from "#lib/db/generated/client.ts";
import { may, type Permission } from "#lib/identity/roles.ts";
import { formatDate, formatMoney } from "#lib/kernel/format.ts";
import { CATALOG, TEMPLATE_KEYS } from "#lib/messages/catalog.ts";
import { type Finding, findAnything, findCancelable, findRefundable } from "#lib/reports/find-anything.ts";
import { requestSettings } from "#lib/settings/request-settings.ts";
import { SETTINGS_SECTIONS } from "#lib/web/settings/settings-sections.ts";
import { statusText } from "./status-text.ts";

/** A line of the search, in the reader's words. */
export type Found = {
  kind: Finding["kind"] | "action" | "template" | "setting";
  href: string;
  title: string;
  detail: string;
  status: string | null;
  number: string;
};

const HREF: Record<Finding["kind"], (id: string) => string> = {
  customer: (id) => `/operator/customers/${id}`,
  subscription: (id) => `/operator/subscriptions?open=${id}`,
  transaction: (id) => `/operator/transactions?open=${id}`,
  invoice: (id) => `/operator/invoices?open=${id}`,
  message: (id) => `/operator/communications?open=${id}`,
  plan: (id) => `/operator/plans/${id}`,
  coupon: (id) => `/operator/coupons/${id}`,
};

/** What can be begun from the search, without anybody's name. */
const ERRANDS: { name: "newPlan" | "newCoupon" | "invite" | "export"; href: string; needs: Permission }[] = [
  { name: "newPlan", href: "/operator/plans/new", needs: "catalog.write" },
  { name: "newCoupon", href: "/operator/coupons/new", needs: "coupons.write" },
  { name: "invite", href: "/operator/team", needs: "operators.write" },
  { name: "export", href: "/operator/transactions", needs: "lists.export" },
];

/** And with it: "refund garcia" leads to what can be given back to them. */
const DEEDS = [
  { name: "refund", needs: "payments.refund", find: findRefundable },
  { name: "cancel", needs: "subscriptions.write", find: findCancelable },
] as const;

/** Everything the operator may reach by what they typed: rows, things to do, templates and settings. */
export async function searchEverything(query: string, operator: Operator): Promise<Found[]> {
  const asked = query.trim();
  if (!asked) return [];
  const found = await Promise.all([
    deeds(asked, operator),
    errands(asked, operator),
    rows(asked),
    templates(asked),
    sections(asked, operator),
  ]);
  return found.flat();
}

async function deeds(asked: string, { role }: Operator): Promise<Found[]> {
  const [first, ...rest] = asked.split(/\s+/);
  if (rest.length === 0 || first.length < 3) return [];
  const t = await getTranslations("operator.search.action");
  const meant = DEEDS.filter(
    ({ name, needs }) =>
      may(role, needs) &&
      t(`${name}.words`)
        .split(" ")
        .some((word) => folded(word).startsWith(folded(first))),
  );
  const found = meant.map(async ({ name, find }) => {
    const lines = await inWords(await find(rest.join(" ")));
    return lines.map((line) => ({ ...line, kind: "action" as const, title: t(`${name}.title`, { what: line.title }) }));
  });
  return (await Promise.all(found)).flat();
}

async function errands(asked: string, { role }: Operator): Promise<Found[]> {
  const t = await getTranslations("operator.search.action");
  return ERRANDS.filter(({ name, needs }) => may(role, needs) && folded(t(`${name}.title`)).includes(folded(asked))).map(({ name, href }) =>
    place("action", href, t(`${name}.title`)),
  );
}

async function rows(asked: string): Promise<Found[]> {
  return inWords(await findAnything(asked));
}

async function templates(asked: string): Promise<Found[]> {
  const [t, locale] = await Promise.all([getTranslations("operator-templates"), getLocale()]);
  return TEMPLATE_KEYS.filter((key) => folded(t(`name.${key}`)).includes(folded(asked))).flatMap((key) =>
    CATALOG[key].kinds.map((kind) =>
      place("template", `/operator/templates/${key}/${kind.toLowerCase()}/${locale}`, t(`name.${key}`), t(`kind.${kind}`)),
    ),
  );
}

async function sections(asked: string, { role }: Operator): Promise<Found[]> {
  if (!may(role, "settings.read")) return [];
  const t = await getTranslations("operator-settings.sections");
  return SETTINGS_SECTIONS.filter((name) => folded(t(name)).includes(folded(asked))).map((name) =>
    place("setting", `/operator/settings/${name}`, t(name)),
  );
}

const place = (kind: Found["kind"], href: string, title: string, detail = ""): Found => ({
  kind,
  href,
  title,
  detail,
  status: null,
  number: "",
});

/** As `search_fold` does it in the database, near enough for our own words. */
function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

async function inWords(found: Finding[]): Promise<Found[]> {
  const [t, locale, { company }] = await Promise.all([getTranslations("operator.status"), getLocale(), requestSettings()]);
  return found.map(({ id, number, title, detail, amount, currency, at, ...of }) => ({
    kind: of.kind,
    href: HREF[of.kind](id),
    title,
    detail: [
      amount !== null && currency && formatMoney({ minor: amount, currency }, locale),
      at && formatDate(at, locale, company.timeZone),
      detail,
    ]
      .filter(Boolean)
      .join(" · "),
    status: of.status && t(`${statusText(of)}.label`),
    number: number && of.kind !== "invoice" ? `#${number}` : number,
  }));
}
