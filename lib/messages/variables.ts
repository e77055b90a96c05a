import type { Money } from "#lib/kernel/money.ts";

/** A value that a template may use: how it is written, and an example for the preview. `T` includes null where it may be absent. */
export type Variable<T = unknown> = { type: "text" | "money" | "date" | "link"; sample: NonNullable<T>; optional: boolean };

export type Variables = { [name: string]: Variable | Variables };

/** What a caller hands over for a set of declared variables. */
export type Values<V> = { [K in keyof V]: V[K] extends Variable<infer T> ? T : Values<V[K]> };

export const text = (sample: string): Variable<string> => ({ type: "text", sample, optional: false });
export const link = (sample: string): Variable<string> => ({ type: "link", sample, optional: false });
export const amount = (minor: bigint, currency: string): Variable<Money> => ({
  type: "money",
  sample: { minor, currency },
  optional: false,
});
export const date = (iso: string): Variable<Date> => ({ type: "date", sample: new Date(iso), optional: false });
export const optional = <T>(variable: Variable<T>): Variable<T | null> => ({
  ...variable,
  sample: variable.sample as NonNullable<T | null>,
  optional: true,
});

export function isVariable(node: Variable | Variables): node is Variable {
  return typeof node.type === "string" && "sample" in node;
}

export type ListedVariable = { path: string; variable: Variable; secret: boolean };

/** Declared variables by their dotted path: `links.app`. */
export function listVariables(variables: Variables, secret = false, prefix = ""): ListedVariable[] {
  return Object.entries(variables).flatMap(([name, node]) =>
    isVariable(node) ? [{ path: prefix + name, variable: node, secret }] : listVariables(node, secret, `${prefix}${name}.`),
  );
}

/** A message of the catalog: how it is sent, and what it says. */
export type LetterSpec = { kinds: ("EMAIL" | "SMS")[]; smsNeedsConsent: boolean; variables: object; secrets: object };
