import { fork } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import { seedCatalogue } from "#prisma/seed/catalogue.ts";
import { asLarge } from "./as-large.ts";
import { inTurn, share } from "./in-turn.ts";
import { requestsPerSecond } from "./requests-per-second.ts";
import type { Stage } from "./stage.ts";

const ROUNDS = 5;
/** What every one of them can send. */
const ENCODING = "gzip";

/** The landing page with the demo's plans as browsers get it, beside a bare server that sends the same bytes, and a static page of the same build and size. */
export async function measure({ url, serve }: Stage, print: (line: object) => void): Promise<void> {
  await seedCatalogue();
  await serve();
  const whole = await fetch(url).then((response) => response.bytes());
  const staticUrl = await staticPage(url, whole.length);
  const sent = await compressed(url);
  const bare = fork(new URL("bare-server.ts", import.meta.url));
  bare.send(sent.toString("base64"));
  const [bareUrl] = (await once(bare, "message")) as [string];
  const { landing, bareServer, staticNext } = await inTurn(
    {
      landing: () => requestsPerSecond(url, ENCODING),
      bareServer: () => requestsPerSecond(bareUrl, ENCODING),
      staticNext: () => requestsPerSecond(staticUrl, ENCODING),
    },
    ROUNDS,
  );
  bare.kill();
  const unit = { unit: "requests/s", bytes: whole.length, compressed: sent.length, landing };
  print({ ...unit, bareServer, share: share(landing, bareServer), target: 0.4 });
  print({ ...unit, staticNext, times: share(landing, staticNext), target: 10 });
}

/** The address of the static page that is as large as `bytes`. */
async function staticPage(url: string, bytes: number): Promise<string> {
  const of = (lines: number) => `${url}/api/bench/page/${lines * 21}`;
  const sizeOf = (lines: number) => fetch(of(lines)).then(async (response) => (await response.bytes()).length);
  const found = await asLarge(bytes, sizeOf);
  const difference = Math.abs((await sizeOf(found)) - bytes);
  if (difference > bytes / 50) throw new Error(`The static page differs by ${difference} bytes.`);
  return of(found);
}

/** The bytes of a compressed answer as they come; `fetch` would unpack them. */
async function compressed(url: string): Promise<Buffer> {
  const asked = request(url, { headers: { "accept-encoding": ENCODING } }).end();
  const [answer] = await once(asked, "response");
  return buffer(answer);
}
