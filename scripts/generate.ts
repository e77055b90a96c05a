import { createRequire } from "node:module";
import { runCommand } from "./run-command.ts";

// Their modules for `import` name files that are not there.
const require = createRequire(import.meta.url);
const { PrismaClientTsGenerator } = require("@prisma/client-generator-ts");
const { getGenerators, loadSchemaContext } = require("@prisma/internals");
const { enginesVersion } = require("@prisma/engines-version");

/** Writes the database client of prisma/schema to lib/db/generated: what Prisma's command line does, without what else that brings along. */
await runCommand(async () => {
  const schemaContext = await loadSchemaContext({ schemaPath: { cliProvidedPath: "prisma/schema" }, printLoadMessage: false });
  const registry = { "prisma-client": { type: "in-process", generator: new PrismaClientTsGenerator() } };
  const generators = await getGenerators({ schemaContext, registry, version: enginesVersion, skipDownload: true, cliCommand: "generate" });
  for (const generator of generators) {
    await generator.generate();
    generator.stop();
  }
});
