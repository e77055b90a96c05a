/** Runs once and returns how many a second. */
export type Contestant = () => Promise<number>;

/**
 * Lets all run in turn, so that what else the machine does hits them alike, after `warmUp` rounds that do not count: a server that runs has compiled
 * what it does often. Returns the median of each, a second.
 */
export async function inTurn<Name extends string>(
  contestants: Record<Name, Contestant>,
  rounds: number,
  warmUp = 1,
): Promise<Record<Name, number>> {
  const names = Object.keys(contestants) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 1 - warmUp; round <= rounds; round += 1) {
    for (const name of names) {
      const figure = await contestants[name]();
      if (round > 0) figures[name].push(figure);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(figures[name])])) as Record<Name, number>;
}

/** The middle one, to a tenth. */
export function median(figures: number[]): number {
  const middle = figures.sort((a, b) => a - b)[Math.floor(figures.length / 2)];
  return Math.round(middle * 10) / 10;
}

export function share(part: number, whole: number): number {
  return Math.round((part / whole) * 1000) / 1000;
}

/** Works through `items`, `lanes` at once. Returns how many a second. */
export async function perSecond<T>(items: T[], lanes: number, work: (item: T) => Promise<unknown>): Promise<number> {
  const waiting = items.values();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
  return (items.length * 1000) / (performance.now() - began);
}
