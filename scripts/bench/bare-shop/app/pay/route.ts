/** The payment page's answer to its form. */
export async function POST(request: Request): Promise<Response> {
  await request.formData();
  return new Response(null, { status: 303, headers: { location: `/return${new URL(request.url).search}` } });
}
