import type { CargoFile } from './cargo.ts'
import { attempt, type Journey, knownEnvironments, sentenceOf } from './journey.ts'
import { withWord } from './names.ts'

/**
 * Uploads files, each once: the name that a file will have is free and written down before its bytes are sent, so that a run
 * that was killed in between finds the file by it.
 */
export async function carryFiles(journey: Journey, files: readonly CargoFile[]): Promise<void> {
  for (const file of files) {
    if (journey.journal.get('file', file.key) === undefined) await carryFile(journey, file)
    journey.done(file.name)
  }
}

async function carryFile(journey: Journey, file: CargoFile): Promise<void> {
  const { client, params, query, journal } = journey
  const lose = journey.losing('file', file.name)
  const promised = journal.get('name', file.key)
  let id = promised === undefined ? null : await idOf(journey, promised)
  if (id === null) {
    let bytes: Blob
    try {
      bytes = await file.bytes()
    } catch (error) {
      lose(null, error instanceof Error ? error.message : String(error))
      return
    }
    const name = promised ?? (await freeName(journey, file))
    await journal.put('name', [[file.key, name]])
    const uploaded = await upload(journey, { ...file, name }, bytes)
    if (!uploaded.ok) {
      lose(null, sentenceOf(uploaded.problem))
      return
    }
    id = uploaded.value.id
    if (name !== file.name) lose('file_name', 'another file has this name', 'changed')
  }
  const environments = knownEnvironments(file.environments, journey, lose)
  if (environments.length > 0) {
    const at = { ...params, asset: id }
    const live = await attempt(journey, () => client.assets.publish(at, { query, body: { environments } }))
    if (!live.ok) lose(null, `it is not published: ${sentenceOf(live.problem)}`)
  }
  await journal.put('file', [[file.key, id]])
}

/** Not repeated by itself: whether a try that broke off has come through, only the next look tells. */
async function upload(journey: Journey, { name, category, metadata, tags, ...file }: CargoFile, bytes: Blob) {
  const { client, params, query, patience } = journey
  const body = {
    file_name: name,
    private: file.private,
    ...(category !== null && { category }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(tags.length > 0 && { tags: [...tags] }),
  }
  return attempt(journey, async () => {
    const there = await idOf(journey, name)
    return there === null ? client.uploadAsset(params, bytes, { query, body, signal: patience.signal }) : { id: there }
  })
}

/** The id of a file by its name; null when there is none. */
async function idOf(journey: Journey, name: string): Promise<string | null> {
  const { client, params, query } = journey
  const shown = await attempt(journey, () => client.assets.show({ ...params, asset: name }, { query }))
  if (shown.ok) return shown.value.id
  if (shown.problem.status === 404) return null
  throw shown.problem
}

/** A name that no other file has, here or in the space. */
async function freeName(journey: Journey, { name, word }: CargoFile): Promise<string> {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : withWord(name, number === 2 ? word : `${word}-${number}`)
    if ((await idOf(journey, candidate)) === null) return candidate
  }
}
