/** Computes the answer to a challenge, beside the page. */
import "altcha-lib/workers/pbkdf2";
