import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { installPackages } from "#scripts/packages.mjs";

const checkout = mkdtempSync(join(tmpdir(), "packages-"));
const installed = () =>
  ["kept/index.js", "kept/index.js.map", "tool/index.js"].filter((path) => existsSync(join(checkout, "node_modules", path)));

beforeAll(() => {
  for (const name of ["kept", "tool"]) {
    mkdirSync(join(checkout, name));
    for (const file of ["index.js", "index.js.map"]) writeFileSync(join(checkout, name, file), "");
    writeFileSync(join(checkout, name, "package.json"), JSON.stringify({ name, version: "1.0.0" }));
    execFileSync("npm", ["pack", `./${name}`], { cwd: checkout });
  }
  const packages = { dependencies: { kept: "file:kept-1.0.0.tgz" }, devDependencies: { tool: "file:tool-1.0.0.tgz" } };
  writeFileSync(join(checkout, "package.json"), JSON.stringify(packages));
  execFileSync("npm", ["install", "--package-lock-only", "--no-audit"], { cwd: checkout });
});
afterAll(() => rmSync(checkout, { recursive: true }));

it("installs for a shop what it needs, for development all of it, and leaves a developer's folder as it is", () => {
  installPackages(checkout, process.execPath, false);
  expect(installed()).toEqual(["kept/index.js"]);
  installPackages(checkout, process.execPath, true);
  expect(installed()).toEqual(["kept/index.js", "kept/index.js.map", "tool/index.js"]);
  installPackages(checkout, process.execPath, false);
  expect(installed()).toEqual(["kept/index.js", "kept/index.js.map", "tool/index.js"]);
}, 120_000);

it("does not take the packages away under a server that runs from the folder", () => {
  rmSync(join(checkout, "node_modules/tool"), { recursive: true });
  rmSync(join(checkout, "node_modules/.package-lock.json"));
  writeFileSync(join(checkout, "node_modules/.package-lock.json"), JSON.stringify({ packages: {} }));
  vi.stubEnv("DATA_DIR", join(checkout, "data"));
  mkdirSync(join(checkout, "data/demo"), { recursive: true });
  writeFileSync(join(checkout, "data/demo/postgres.json"), JSON.stringify({ users: [`${process.pid}@1`] }));
  expect(() => installPackages(checkout, process.execPath, true)).toThrow(`process ${process.pid}`);
  expect(installed()).toEqual(["kept/index.js", "kept/index.js.map"]);
  vi.unstubAllEnvs();
});

it("takes a folder from which something was removed for incomplete, whatever was installed into it by hand", () => {
  rmSync(join(checkout, "data"), { recursive: true });
  rmSync(join(checkout, "node_modules"), { recursive: true });
  installPackages(checkout, process.execPath, false);
  execFileSync("npm", ["install", "--include=dev", "--no-audit"], { cwd: checkout });
  expect(installed()).toEqual(["kept/index.js", "tool/index.js"]);
  installPackages(checkout, process.execPath, true);
  expect(installed()).toEqual(["kept/index.js", "kept/index.js.map", "tool/index.js"]);
}, 120_000);
