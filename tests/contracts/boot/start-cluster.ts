import { openCluster } from "#scripts/postgres/cluster.ts";

/** Opens the cluster of the folder named first, prints its address, and waits to be told (a line on stdin) to stop it. */
const cluster = await openCluster(process.argv[2], console.log, ["fsync=off"]);
console.log(cluster.url);
process.stdin.once("data", async () => {
  await cluster.stop();
  process.exit(0);
});
