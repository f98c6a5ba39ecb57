/** The form that an upload is sent as: what is said of the file, then the file. */
export function assetForm(file: Blob, about: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(about)) {
    if (value !== undefined) form.append(name, typeof value === 'string' ? value : JSON.stringify(value))
  }
  // The server decides by what stands before the file, and reads nothing behind it.
  form.append('file', file)
  return form
}
