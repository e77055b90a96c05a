import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
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
