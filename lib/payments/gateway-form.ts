/**
 * The hosts of a vendor's form on a page of ours, as a content security policy names them: no other page lets them in. What is typed into the form goes to the
 * vendor alone. Its script is `form.js` in the gateway's folder; it runs in the browser and declares `openForm`, which `lib/web/http/vendor-form.js` calls.
 */
export type FormHosts = { script: string[]; frame: string[]; connect: string[] };

/** What `openForm` needs for one payment: public keys, and secrets of that payment alone. They are handed to who pays it, and neither kept nor logged. */
export type FormNeeds = Record<string, string>;
