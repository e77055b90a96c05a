/**
 * A refusal the reader can act on. `code` names a text in the message catalogs (`errors.<code>`), `status` is the HTTP status,
 * `field` the form field at fault, `values` fill the text. Nothing secret goes in here.
 */
export class DomainError extends Error {
  readonly code: string;
  readonly status: number;
  readonly field?: string;
  readonly values?: Record<string, string | number>;

  constructor(code: string, options: { status?: number; field?: string; values?: Record<string, string | number> } = {}) {
    super(code);
    this.name = "DomainError";
    this.code = code;
    this.status = options.status ?? 422;
    this.field = options.field;
    this.values = options.values;
  }
}

export function notFound(code: string): DomainError {
  return new DomainError(code, { status: 404 });
}

export function conflict(code: string, values?: Record<string, string | number>): DomainError {
  return new DomainError(code, { status: 409, values });
}
