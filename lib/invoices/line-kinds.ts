import { z } from "zod";

/** What an invoice bills or credits by a line. */
export const draftKind = z.enum(["plan", "add_on", "trial", "setup_fee", "credit", "manual"]);

/** Any line: those of a credit note are refunds. */
export const lineKind = z.enum([...draftKind.options, "refund"]);
