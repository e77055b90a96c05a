import { defineConfig } from "prisma/config";

// generate, validate and format need no engine; any existing file satisfies Prisma's look-up and keeps it from downloading one.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: "prisma/schema", migrations: { path: "prisma/migrations" } });
