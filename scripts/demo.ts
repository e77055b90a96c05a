import { join } from "node:path";
import { CHANNELS } from "#lib/messages/plugins.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";
import { STORES } from "#lib/stores/plugins.ts";
import { runCommand } from "./run-command.ts";
import { serve } from "./server/serve.ts";

// Whatever the installation beside it uses: the demo has its own database, takes no money and writes to nobody.
const theirs = new Set([...GATEWAYS, ...CHANNELS, ...STORES].flatMap(({ keys }) => keys.map(({ name }) => name)));
for (const name of Object.keys(process.env))
  if (theirs.has(name) || /^(DATABASE_URL|DATABASE_REPLICA_URL|(OPERATOR|TV)_.*)$/.test(name)) delete process.env[name];
process.env.STREAMTILL_MODE = "demo";
process.env.DATA_DIR = join(process.env.DATA_DIR || "data", "demo");

await runCommand(() => serve({ prepare: tellHistory }));

async function tellHistory(say: (line: string) => void): Promise<void> {
  const { db } = await import("#lib/db/client.ts");
  if ((await db.operator.count()) > 0) return;
  const { seedDemo } = await import("#prisma/seed/demo.ts");
  await seedDemo(say);
}
