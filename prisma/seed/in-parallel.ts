/** Works through `items`, a few at a time. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<unknown>, width = 10): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) await work(items[next++]);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
