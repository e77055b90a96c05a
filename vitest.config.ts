import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** One project a folder of tests/. Those that need PostgreSQL share one server; each file gets a database of its own. */
const project = (name: string, options: object, folders = [name]): TestProjectConfiguration => ({
  extends: true,
  test: {
    name,
    include: folders.map((folder) => `tests/${folder}/**/*.test.ts`),
    setupFiles: ["tests/support/environment.ts"],
    ...options,
  },
});
const database = { globalSetup: ["tests/support/global-setup.ts"], testTimeout: 30_000, hookTimeout: 60_000 };
/** Processes are kept from file to file: packages are read once then, in half the time. Our own modules each file reads anew (tests/support/environment.ts). */
const kept = { isolate: false };

const LONG = ["e2e/accessibility/operators", "e2e/accessibility/viewers", "scenarios/histories", "web/boot/start-under-traffic"];

/** Nobody waits at the end for a long file that began last. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONG.some((name) => moduleId.endsWith(`tests/${name}.test.ts`));
    const { long = [], short = [] } = Object.groupBy(await super.sort(files), (file) => (isLong(file) ? "long" : "short"));
    return [...long, ...short];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    pool: "forks",
    maxWorkers: "100%",
    maxConcurrency: 2,
    restoreMocks: true,
    projects: [
      project("unit", { ...kept, testTimeout: 30_000 }, ["unit", "conformance"]),
      project("contracts", { ...kept, ...database }),
      project("domain", { ...kept, ...database }),
      project("scenarios", { ...kept, ...database, testTimeout: 120_000 }),
      project("web", { ...database, testTimeout: 60_000 }),
      project("chaos", { ...database, testTimeout: 480_000 }),
      project("e2e", { ...database, testTimeout: 120_000, hookTimeout: 240_000 }),
    ],
  },
});
