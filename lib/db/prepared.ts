const MOST = 500;
/** Less or greater than; unequal is no range. */
const RANGE = /<(?!>)|(?<!<)>/;
/** What a raw read by key says of itself that is asked on each request. */
const ASKS = "/* kept */";
const names = new Map<string, string>();
const planned = new Set<string>();

/**
 * The name under which PostgreSQL keeps a statement and its plan on each connection, so that it is read and planned once and not each time; empty
 * for one that is planned for its values. Kept are the statements of Prisma and those that write or lock, unless they read a
 * range or take the first of some order; reports and searches are not. As statements differ by how long a list in them is, the first 500 are kept.
 * One that is kept names its columns: PostgreSQL refuses a `*` that a migration has changed since. Decision 22.
 */
export function statementName({ sql }: { sql: string }): string {
  const known = names.get(sql);
  if (known !== undefined || names.size === MOST || !isKept(sql)) return known ?? "";
  const name = `kept_${names.size}`;
  names.set(sql, name);
  return name;
}

/** Asked once of a statement: what is planned each time is remembered too, as long as there are few of them. */
function isKept(sql: string): boolean {
  if (planned.has(sql)) return false;
  const kept = mayBeKept(sql);
  if (!kept && planned.size < MOST) planned.add(sql);
  return kept;
}

function mayBeKept(sql: string): boolean {
  const isOfPrisma = sql.includes('"public".');
  const writesOrLocks = /\b(?:INSERT INTO|UPDATE|DELETE FROM|FOR SHARE)\b/.test(sql);
  const readsRange = RANGE.test(sql) && (!writesOrLocks || sql.includes("LIMIT"));
  // At one level: a list within a row that is read by its key has an order, and the row a limit.
  const takesFirst = sql.split(/[()]/).some((level) => level.includes("ORDER BY") && level.includes("LIMIT"));
  return sql.includes(ASKS) || ((isOfPrisma || writesOrLocks) && !readsRange && !takesFirst);
}
