import next from "next";
import { listenForShopChanges } from "#lib/web/http/page-listener.ts";
import { checkEnvironment, openDatabase } from "../open-database.ts";
import { stopInOrder } from "../stop-in-order.ts";
import { buildIfStale } from "./build.ts";
import { nameClient } from "./client-address.ts";
import { makeDoor } from "./door.ts";
import { dropForgedHeaders } from "./forged-headers.ts";
import { hangUp, httpServer, listen } from "./http.ts";
import { pagePolicy } from "./page-policy.ts";
import { postedReturns } from "./posted-returns.ts";
import { readersPages } from "./readers-pages.ts";
import { shopPages } from "./shop-pages.ts";
import { startWarnings } from "./start-warnings.ts";
import { toldLength } from "./told-length.ts";

interface Options {
  /** Pages are compiled as they are asked for, with hot reloading. */
  dev?: boolean;
  /** Runs once the database is ready, before the first request, while the pages are built. */
  prepare?: (say: (line: string) => void) => Promise<void>;
}

/**
 * Pages, webhooks and the worker in this one process, so that its end, even by kill -9, frees the port and stops the work.
 * The port is taken first, but nobody is let in before all is done that the start needs. Ctrl-C then undoes each step in the opposite order.
 */
export async function serve({ dev = false, prepare }: Options = {}): Promise<void> {
  const given = { ...process.env };
  const { PORT, APP_URL, TRUSTED_PROXIES, DATA_DIR, JOBS_IN_PROCESS } = checkEnvironment();
  const say = (line: string) => console.log(line);
  const stop = stopInOrder(say);
  process.env.APP_URL = APP_URL;
  process.env.NEXTAUTH_URL = APP_URL;
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  const door = makeDoor();
  const server = httpServer(door.enter, (request) => {
    nameClient(request, TRUSTED_PROXIES);
    dropForgedHeaders(request.headers, TRUSTED_PROXIES, APP_URL);
  });
  try {
    await listen(server, PORT);
    stop.push(() => hangUp(server));
    const unwanted = new AbortController();
    stop.push(async () => unwanted.abort());
    await Promise.all([dev || buildIfStale(say, unwanted.signal), openData()]);
    const app = next({ dev, hostname: "localhost", port: PORT, httpServer: server });
    stop.push(() => app.close());
    await app.prepare();
    const lines = [...(await addresses(APP_URL)), ...(dev ? [] : await warnings(given))];
    const worker = JOBS_IN_PROCESS ? await startWorker() : null;
    stop.push(async () => worker?.stop());
    void listenForShopChanges();
    stop.push(() => door.close());
    door.open(postedReturns(shopPages(pagePolicy(readersPages(toldLength(app.getRequestHandler()))))));
    for (const line of lines) say(line);
  } catch (error) {
    await stop.now();
    throw error;
  }

  async function openData(): Promise<void> {
    const database = await openDatabase(DATA_DIR, say);
    stop.push(() => database.stop());
    const { db, replica } = await import("#lib/db/client.ts");
    stop.push(() => Promise.all([db, replica].map((client) => client.$disconnect())));
    await prepare?.(say);
  }
}

async function addresses(url: string): Promise<string[]> {
  const { ensureFirstOperator } = await import("#lib/identity/first-operator.ts");
  const setup = await ensureFirstOperator();
  const { shownDemoAccount } = await import("#lib/identity/demo-accounts.ts");
  const signIn = (kind: "viewer" | "operator") => {
    const account = shownDemoAccount(kind);
    return account ? `   sign in as ${account.email} / ${account.password}` : "";
  };
  return [
    `\n  Webshop     ${url}${signIn("viewer")}\n  Dashboard   ${url}/operator${signIn("operator")}`,
    ...(setup ? [`  First step  ${url}${setup}\n              make the owner's account with this link; it works once, for a day`] : []),
    "\n  Ctrl-C stops everything.\n",
  ];
}

async function warnings(given: Record<string, string | undefined>): Promise<string[]> {
  const [{ env }, { getSettings }, { gateways }, { channelFor }] = await Promise.all([
    import("#lib/kernel/env.ts"),
    import("#lib/settings/settings.ts"),
    import("#lib/payments/registry.ts"),
    import("#lib/messages/registry.ts"),
  ]);
  if (env().STREAMTILL_MODE !== "start") return [];
  return startWarnings(env(), given, gateways(await getSettings()), channelFor("EMAIL")).map((line) => `  ! ${line}`);
}

/** Imported here, for it brings along all that sends, charges and draws, which needs the environment. */
async function startWorker(): Promise<{ stop(): Promise<void> }> {
  return (await import("#lib/jobs/worker.ts")).startWorker();
}
