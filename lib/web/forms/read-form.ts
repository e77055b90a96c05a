/** The form that a request brings; null when its body is none. */
export function readForm(request: Request): Promise<FormData | null> {
  return request.formData().catch(() => null);
}
