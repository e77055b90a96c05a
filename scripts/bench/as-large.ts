/** How many lines a page has that is about as large as `bytes`, where `sizeOf` tells how large it is with so many. */
export async function asLarge(bytes: number, sizeOf: (lines: number) => Promise<number>): Promise<number> {
  const [least, more] = [await sizeOf(0), await sizeOf(100)];
  return Math.round((100 * Math.max(0, bytes - least)) / (more - least));
}
