import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { derivedArtefacts } from './derived-artefacts.ts'

const root = join(import.meta.dirname, '..')

for (const { path, render } of derivedArtefacts) {
  writeFileSync(join(root, path), render())
  console.log(path)
}
