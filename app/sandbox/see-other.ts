/** Answers a form: go and GET that address. Relative addresses stay on the host that the browser used. */
export function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location } });
}
