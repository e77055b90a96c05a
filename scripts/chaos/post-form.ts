/** Sends a form as a browser without JavaScript does. Returns where its answer leads; null where it shows a page instead. */
export async function postForm(address: URL | string, fields: Record<string, string>): Promise<string | null> {
  const response = await fetch(address, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  await response.arrayBuffer();
  const back = response.headers.get("location");
  return back && new URL(back, address).href;
}
