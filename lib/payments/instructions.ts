export type Instructed = { instructions: Instruction[]; until?: Date; qr?: string };

/** What the viewer needs to pay by themselves, such as the account that the money goes to; `label` has a text (`checkout.instruction`). */
export type Instruction = {
  label: "payee" | "bank" | "iban" | "bic" | "account" | "branch" | "reference" | "code" | "cash" | "cheque" | "note";
  value: string;
};
