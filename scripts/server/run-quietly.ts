import { type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";

/** Runs Node with these arguments to its end. Of what it prints nothing is seen, unless it fails: then all of it, on standard error. True when it succeeded. */
export async function runQuietly(args: string[], options: Pick<SpawnOptions, "env" | "signal">): Promise<boolean> {
  const child = spawn(process.execPath, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece: Buffer) => printed.push(piece));
  const [status] = await once(child, "close");
  if (status !== 0) process.stderr.write(Buffer.concat(printed));
  return status === 0;
}
