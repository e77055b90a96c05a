import { randomBytes } from "node:crypto";
import { seal, unseal } from "#lib/kernel/seal.ts";
import { escapeHtml } from "./escape-html.ts";

/** A secret's stand-in in a stored message, such as `[[secret:login.password:1f0c9a3e]]`. */
const PLACEHOLDER = /\[\[secret:([\w.]+):[0-9a-f]{8}\]\]/g;

export function placeholder(path: string): string {
  return `[[secret:${path}:${randomBytes(4).toString("hex")}]]`;
}

export type Secrets = Record<string, string>;

/** Placeholder → value, sealed for the database; null when there are none. */
export function sealSecrets(secrets: Secrets): string | null {
  return Object.keys(secrets).length ? seal(JSON.stringify(secrets)) : null;
}

export function unsealSecrets(sealed: string | null): Secrets {
  return sealed ? JSON.parse(unseal(sealed)) : {};
}

type Content = { subject: string; html: string; text: string };

/** The copy that goes to the reader, secrets filled in. Never stored, never logged. */
export function fillSecrets<C extends Content>(content: C, secrets: Secrets): C {
  const plain = (written: string) => written.replace(PLACEHOLDER, (found) => secrets[found] ?? found);
  const html = (written: string) => written.replace(PLACEHOLDER, (found) => (found in secrets ? escapeHtml(secrets[found]) : found));
  return { ...content, subject: plain(content.subject), html: html(content.html), text: plain(content.text) };
}

/** The copy for the history: `••••` where a secret stands. */
export function maskSecrets(written: string): string {
  return written.replace(PLACEHOLDER, "••••");
}

/** The secrets that a stored message names: placeholder → path. */
export function placeholdersIn({ subject, html, text }: Content): Map<string, string> {
  return new Map([...`${subject} ${html} ${text}`.matchAll(PLACEHOLDER)].map(([found, path]) => [found, path]));
}
