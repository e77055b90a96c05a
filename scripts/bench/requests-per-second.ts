import { connect } from "node:net";

const CONNECTIONS = 10;
const SECONDS = 2;
const LAST_CHUNK = "\r\n0\r\n\r\n";

/**
 * Asks for a page over ten connections at once, for two seconds. Returns answers a second. It only looks for where an answer ends: it has the processor
 * in common with what it measures, and a client that reads every answer as a browser does was the limit itself.
 * @throws when an answer is not a 200.
 */
export async function requestsPerSecond(url: string, encoding: string): Promise<number> {
  const began = performance.now();
  const until = began + SECONDS * 1000;
  const lanes = await Promise.all(Array.from({ length: CONNECTIONS }, () => askUntil(until, new URL(url), encoding)));
  return (lanes.reduce((sum, answers) => sum + answers, 0) * 1000) / (performance.now() - began);
}

function askUntil(until: number, { host, hostname, port, pathname }: URL, encoding: string): Promise<number> {
  const request = `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAccept-Encoding: ${encoding}\r\n\r\n`;
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => socket.write(request));
    let answers = 0;
    let isWhole: ((data: Buffer) => boolean) | null = null;
    socket.on("data", (data: Buffer) => {
      if (!isWhole && !data.toString("latin1", 0, 13).startsWith("HTTP/1.1 200 ")) return socket.destroy(new Error(`${pathname} failed.`));
      isWhole ??= endOf(data);
      if (!isWhole(data)) return;
      isWhole = null;
      answers += 1;
      if (performance.now() < until) socket.write(request);
      else socket.destroy();
    });
    socket.once("error", reject).once("close", () => resolve(answers));
  });
}

/** Tells whether the answer that begins with `head` is all there, when given all its data, that first. */
function endOf(head: Buffer): (data: Buffer) => boolean {
  const headers = head.toString("latin1", 0, head.indexOf("\r\n\r\n") + 4);
  const [, length] = /\r\ncontent-length: *(\d+)\r\n/i.exec(headers) ?? [];
  if (!length) return endOfChunks();
  let missing = headers.length + Number(length);
  return (data) => {
    missing -= data.length;
    return missing <= 0;
  };
}

function endOfChunks(): (data: Buffer) => boolean {
  let tail = "";
  return (data) => {
    tail = (tail + data.toString("latin1", Math.max(0, data.length - LAST_CHUNK.length))).slice(-LAST_CHUNK.length);
    return tail === LAST_CHUNK;
  };
}
