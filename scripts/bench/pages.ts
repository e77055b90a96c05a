import { SYSTEM } from "#lib/audit/audit.ts";
import { loadChargedRates } from "#lib/catalog/load-charged-rates.ts";
import { db } from "#lib/db/client.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { anOperator } from "#tests/domain/identity/accounts.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { asLarge } from "./as-large.ts";
import { cookieOf } from "./cookie-of.ts";
import { inTurn, share } from "./in-turn.ts";
import type { Stage } from "./stage.ts";

/** So many rows does a list have on a page, and more. */
const BUYERS = 30;
const REQUESTS = 30;
const ROUNDS = 15;
/** So many rounds until a page costs no less in the next. */
const WARM_UP = 5;

type Asked = { address: string; cookie: string };

/**
 * What it costs the server's processor to make a page for one reader, beside a bare dynamic Next page with one query that is as large as it is
 * sent. Of the processor, not of the clock, so that what else the machine does disturbs little.
 */
export async function measure({ url, serve }: Stage, print: (line: object) => void): Promise<void> {
  const pages = await prepare();
  await serve();
  for (const [page, { path, cookie }] of Object.entries(pages)) {
    const asked = { address: url + path, cookie };
    const html = await read(asked);
    const bare = { address: await barePage(url, html.length), cookie };
    const cpu = await inTurn({ ours: () => cpuOf(asked, url), bare: () => cpuOf(bare, url) }, ROUNDS, WARM_UP);
    const size = { bytes: html.length, data: dataIn(html) };
    print({ page, unit: "ms of CPU", ...cpu, times: share(cpu.ours, cpu.bare), ...size, target: 2 });
  }
}

/** A shop that was set up, with the rates of tax that come with that, in which some have bought, and the pages of one of them and of its owner. */
async function prepare(): Promise<Record<string, { path: string; cookie: string }>> {
  await loadChargedRates(db, (await getSettings()).company, null, SYSTEM);
  const [bought, offered] = [await aPlan(), await aPlan()];
  const viewer = await aViewer();
  await buy(viewer, bought.price);
  for (let more = 1; more < BUYERS; more += 1) await buy(await aViewer(), bought.price);
  const ready = { buys: await cookieOf("viewer", viewer.id), runs: await cookieOf("operator", (await anOperator("SUPPORT")).id) };
  return {
    checkout: { path: `/checkout?price=${offered.price.id}&currency=EUR`, cookie: ready.buys },
    account: { path: "/account", cookie: ready.buys },
    dashboard: { path: "/operator", cookie: ready.runs },
    transactions: { path: "/operator/transactions", cookie: ready.runs },
  };
}

async function read({ address, cookie }: Asked): Promise<string> {
  const answer = await fetch(address, { headers: { cookie }, redirect: "manual" });
  if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}.`);
  return answer.text();
}

/** The bare page that is as large as `bytes`. */
async function barePage(url: string, bytes: number): Promise<string> {
  const of = (lines: number) => `${url}/api/bench/page/dynamic/${lines}`;
  return of(await asLarge(bytes, async (lines) => (await read({ address: of(lines), cookie: "" })).length));
}

/** How much of a page is the data that it was made from, for the framework's scripts. */
function dataIn(html: string): number {
  const scripts = html
    .split("<script")
    .slice(1)
    .map((script) => script.split("</script>")[0]);
  return scripts.filter((script) => script.includes("__next_f")).join("").length;
}

/** Of one request, in the server's process. */
async function cpuOf(asked: Asked, url: string): Promise<number> {
  const before = await usedBy(url);
  for (let request = 0; request < REQUESTS; request += 1) await read(asked);
  return ((await usedBy(url)) - before) / REQUESTS;
}

async function usedBy(url: string): Promise<number> {
  return (await fetch(`${url}/api/bench/cpu`)).json();
}
