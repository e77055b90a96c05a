import { runCommand } from "./run-command.ts";
import { serve } from "./server/serve.ts";

await runCommand(() => serve());
