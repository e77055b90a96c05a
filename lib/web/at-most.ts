/** Begins several works in their order, never more than `width` of them at once. Answers as Promise.all does. */
export async function atMost<Works extends readonly (() => Promise<unknown>)[] | []>(
  width: number,
  works: Works,
): Promise<{ -readonly [Index in keyof Works]: Awaited<ReturnType<Works[Index]>> }> {
  const results: unknown[] = [];
  const waiting = works.map((work, index) => ({ work, index }));
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next.index] = await next.work();
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results as { -readonly [Index in keyof Works]: Awaited<ReturnType<Works[Index]>> };
}
