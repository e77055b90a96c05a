/** The seller as an invoice keeps it. */
export type Seller = {
  legalName: string;
  addressLines: string[];
  country: string;
  vatId?: string;
  email?: string;
  registration?: string;
  footer?: string;
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
  locale: string;
};
