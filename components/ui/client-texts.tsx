import { type NestedKeyOf, NextIntlClientProvider, type Messages as Texts } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type { Messages } from "#i18n/messages.ts";

export type TextNames = NestedKeyOf<Texts>[];

/**
 * Sends texts to the client components inside: those of "common", and those named, each a namespace or a part of one ("operator.nav").
 * One inside another replaces it. Server components have all texts anyway.
 */
export async function ClientTexts({ names = [], children }: { names?: TextNames; children: ReactNode }) {
  const all = (await getMessages()) as Messages;
  return <NextIntlClientProvider messages={pick(all, ["common", ...names])}>{children}</NextIntlClientProvider>;
}

function pick(all: Messages, names: string[]): Messages {
  const picked: Messages = {};
  for (const name of names) copy(name.split("."), all, picked);
  return picked;
}

function copy([key, ...rest]: string[], from: Messages, to: Messages): void {
  if (rest.length === 0) {
    to[key] = from[key];
    return;
  }
  const part = (to[key] as Messages) ?? {};
  to[key] = part;
  copy(rest, from[key] as Messages, part);
}
