import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";

/** Who runs PostgreSQL's programs. */
export interface Account {
  /** Who must own the cluster's files; null: whoever we are. */
  owner: { uid: number; gid: number } | null;
  /** Words before the command that make it run as the owner; empty: `owner` goes to spawn(). */
  prefix: string[];
}

/**
 * PostgreSQL refuses to run as root. As an ordinary user: ourselves. As root: the owner of an existing cluster, else the
 * user `postgres`, else a system user made for it, else `nobody`; who, where the folder is closed to others (a clone under
 * /root), is lent root's right to pass closed doors and nothing else.
 * @param cluster the folder of the database's files
 * @param needed a folder and a program that the account must reach
 */
export function postgresAccount(cluster: string, needed: string[]): Account {
  if (process.getuid?.() !== 0) return { owner: null, prefix: [] };
  const owner = ownerOf(cluster) ?? systemUser("postgres") ?? createdUser() ?? systemUser("nobody") ?? refuse();
  if (needed.every((path) => spawnSync("test", ["-x", path], { ...owner, cwd: "/" }).status === 0)) return { owner, prefix: [] };
  const prefix = ["setpriv", `--reuid=${owner.uid}`, `--regid=${owner.gid}`, "--clear-groups"];
  prefix.push("--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"); // the last: access(2) counts the right, too
  if (needed.every((path) => spawnSync(prefix[0], [...prefix.slice(1), "test", "-x", path]).status === 0)) return { owner, prefix };
  throw new Error(
    `PostgreSQL may not run as root, and another user cannot enter ${needed[0]}. Move this folder out of root's home, ` +
      "install setpriv (apt-get install util-linux), or set DATABASE_URL to a PostgreSQL of your own.",
  );
}

function ownerOf(folder: string): { uid: number; gid: number } | null {
  const owner = statSync(folder, { throwIfNoEntry: false });
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : null;
}

function systemUser(name: string): { uid: number; gid: number } | null {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }).stdout?.trim());
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

function createdUser(): { uid: number; gid: number } | null {
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "streamtill"]);
  return systemUser("streamtill");
}

function refuse(): never {
  throw new Error(
    "PostgreSQL may not run as root, and this machine has no other user. Make one (useradd --system postgres), or set DATABASE_URL.",
  );
}
