"use server";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { LOCALES } from "#i18n/locales.ts";
import { endSession, requireOperator } from "#lib/identity/session.ts";
import { choiceOptions, hostCookie } from "#lib/kernel/cookies.ts";
import { plainText } from "#lib/kernel/inputs.ts";
import { type Found, searchEverything } from "#lib/web/lists/search-everything.ts";

/** What the search finds. */
export async function find(query: string): Promise<Found[]> {
  const operator = await requireOperator();
  return searchEverything(z.string().max(200).transform(plainText).catch("").parse(query), operator);
}

export async function chooseTheme(theme: string): Promise<void> {
  await keepChoice("theme", z.enum(["light", "dark", "system"]).catch("system").parse(theme));
}

export async function chooseLocale(locale: string): Promise<void> {
  await keepChoice("locale", z.enum(LOCALES).catch("en").parse(locale));
}

export async function signOut(): Promise<void> {
  await endSession("operator");
  redirect("/operator/sign-in");
}

async function keepChoice(name: string, value: string): Promise<void> {
  (await cookies()).set(hostCookie(name), value, choiceOptions());
}
