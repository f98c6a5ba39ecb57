export type ReadJson =
  | { readonly ok: true; readonly value: unknown }
  /** `why`: as the browser says it. */
  | { readonly ok: false; readonly why: string }

/** What a text says as JSON. */
export function readJson(text: string): ReadJson {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) }
  }
}
