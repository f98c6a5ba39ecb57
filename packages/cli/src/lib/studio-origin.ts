/** The origin of the studio: the public URL, or `localhost` on the machine itself. Its cookie is given there alone. */
export function studioOrigin(url: string, publicUrl: string | null): string {
  return publicUrl ?? `http://localhost:${new URL(url).port}`
}
