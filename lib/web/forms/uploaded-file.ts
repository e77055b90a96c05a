/** The bytes of a file that came with a form; null when none was chosen. */
export async function uploadedFile(form: FormData, name: string): Promise<Uint8Array | null> {
  const value = form.get(name);
  return value instanceof File && value.size > 0 ? value.bytes() : null;
}
