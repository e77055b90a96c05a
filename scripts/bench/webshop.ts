import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { seedCatalogue } from "#prisma/seed/catalogue.ts";
import { inTurn, share } from "./in-turn.ts";
import type { Stage } from "./stage.ts";

const CONNECTIONS = 10;
const SECONDS = 2;
const ROUNDS = 5;

/** The landing page with the demo's plans, beside a static page of the same build and size, and a bare server that sends the same bytes. */
export async function measure({ url, serve }: Stage, print: (line: object) => void): Promise<void> {
  await seedCatalogue();
  await serve();
  const page = await fetch(url).then((response) => response.bytes());
  const staticUrl = await staticPage(url, page.length);
  const bare = fork(new URL("bare-server.ts", import.meta.url));
  bare.send(Buffer.from(page).toString("base64"));
  const [bareUrl] = (await once(bare, "message")) as [string];
  const figures = await inTurn(
    { landing: () => requestsPerSecond(url), staticPage: () => requestsPerSecond(staticUrl), bareServer: () => requestsPerSecond(bareUrl) },
    ROUNDS,
  );
  bare.kill();
  print({ unit: "requests/s", bytes: page.length, ...figures, share: share(figures.landing, figures.staticPage), target: 0.8 });
}

/** The address of the static page that is as large as `bytes`. */
async function staticPage(url: string, bytes: number): Promise<string> {
  const of = (size: number) => `${url}/api/bench/page/${Math.round(size)}`;
  const sizeOf = (size: number) => fetch(of(size)).then(async (response) => (await response.bytes()).length);
  const [least, more] = [await sizeOf(0), await sizeOf(21_000)];
  const found = ((bytes - least) / (more - least)) * 21_000;
  const difference = Math.abs((await sizeOf(found)) - bytes);
  if (difference > bytes / 50) throw new Error(`The static page differs by ${difference} bytes.`);
  return of(found);
}

async function requestsPerSecond(url: string): Promise<number> {
  const args = ["node_modules/autocannon/autocannon.js", "--json", "-c", String(CONNECTIONS), "-d", String(SECONDS), url];
  const cannon = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  const { requests, non2xx, errors } = JSON.parse(await text(cannon.stdout));
  if (non2xx + errors > 0) throw new Error(`${url} failed ${non2xx + errors} times.`);
  return requests.average;
}
