/** The seller as an invoice keeps it. */
export type Seller = {
  legalName: string;
  addressLines: string[];
  country: string;
  vatId?: string;
  email?: string;
  registration?: string;
  footer?: string;
  /** Where the tax of the document was rounded; once for each rate where it is missing. */
  taxRounding?: "line" | "document";
  /** Where the dates of the document are read. Missing on those of before it was kept. */
  timeZone?: string;
};

/** The buyer as an invoice keeps it. */
export type Buyer = {
  name: string;
  company?: string;
  email: string;
  addressLines: string[];
  country?: string;
  vatId?: string;
  /** Why no tax was charged: the reason and its certificate. */
  exemption?: string;
  locale: string;
};
