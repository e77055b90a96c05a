type Called = { number: number; plan: { name: string } };

/**
 * Which subscriptions a notice means by what it calls the contract (`text`): by the name of their plan, or by their number. A name is a whole word, or words, where
 * any of them is; and of one that stands in a longer one ("Sport" in "Sport Plus") only the longer is meant.
 */
export function namedIn<S extends Called>(text: string, subscriptions: S[]): S[] {
  const whole = meant(text, subscriptions, isWhole);
  return whole.length > 0 ? whole : meant(text, subscriptions, () => true);
}

type Fits = (before: string, after: string) => boolean;

function meant<S extends Called>(text: string, subscriptions: S[], fits: Fits): S[] {
  const names = new Set(subscriptions.map(nameOf).sort((a, b) => b.length - a.length));
  const found = new Set<string>();
  let rest = text.toLowerCase();
  for (const name of names) {
    const without = withoutName(rest, name, fits);
    if (without !== rest) found.add(name);
    rest = without;
  }
  const numbers = rest.split(/\D+/);
  return subscriptions.filter((each) => found.has(nameOf(each)) || numbers.includes(String(each.number)));
}

function nameOf({ plan }: Called): string {
  return plan.name.toLowerCase();
}

function withoutName(text: string, name: string, fits: Fits): string {
  return text.split(name).reduce((before, after) => before + (fits(before, after) ? "\n" : name) + after);
}

function isWhole(before: string, after: string): boolean {
  return !/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after);
}
