import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where the built files of the studio can lie: beside the bundle, or in its own package. */
const places = ['./studio/', '../../../studio/dist/site/']

/** The folder of the built studio; null where nobody has built it, such as in a fresh clone. */
export function findSite(): string | null {
  const folders = places.map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return folders.find((folder) => existsSync(`${folder}index.html`)) ?? null
}
