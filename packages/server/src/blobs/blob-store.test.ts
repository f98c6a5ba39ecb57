import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestBucket } from '../test-support/test-bucket.ts'
import { type BlobStore, newBlobName, type StoredBlob } from './blob-store.ts'
import { DiskBlobStore } from './blob-store-disk.ts'
import { S3BlobStore } from './blob-store-s3.ts'

/** Opens a store in a folder of its own. */
type Adapter = (folder: string) => Promise<{ readonly store: BlobStore; readonly close: () => Promise<void> }>

const adapters: Readonly<Record<string, Adapter>> = {
  disk: async (folder) => ({ store: new DiskBlobStore(join(folder, 'blobs')), close: async () => {} }),
  s3: async (folder) => {
    const { location, close } = await openTestBucket(join(folder, 's3'))
    return { store: new S3BlobStore(location), close }
  },
}

describe.each(Object.entries(adapters))('a blob store: %s', (_name, open) => {
  let folder: string
  let store: BlobStore
  let close: () => Promise<void>

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latchkey-blobs-'))
    ;({ store, close } = await open(folder))
  })
  afterAll(async () => {
    await close()
    await rm(folder, { recursive: true, force: true })
  })

  const fileOf = (bytes: string | Buffer): string => {
    const path = join(folder, `in-${newBlobName(randomBytes)}`)
    writeFileSync(path, bytes)
    return path
  }
  const kept = async (bytes: string | Buffer): Promise<string> => {
    const name = newBlobName(randomBytes)
    await store.keep(name, fileOf(bytes))
    return name
  }
  const read = async (name: string, range?: { start: number; end: number }): Promise<string | null> => {
    const stream = await store.open(name, range)
    return stream && text(stream)
  }

  const listed = async (): Promise<StoredBlob[]> => {
    const all: StoredBlob[] = []
    for await (const blob of store.list()) all.push(blob)
    return all
  }

  test('gives back the bytes that it keeps, and takes the file', async () => {
    const path = fileOf('some bytes')
    const name = newBlobName(randomBytes)
    await store.keep(name, path)
    expect(await read(name)).toBe('some bytes')
    expect(await store.size(name)).toBe(10)
    await expect(access(path)).rejects.toThrow('ENOENT')
  })

  test('gives back a part of them, both ends included', async () => {
    const name = await kept('0123456789')
    // Not 0 to 0: the test server takes an end of 0 for none.
    expect(await read(name, { start: 0, end: 1 })).toBe('01')
    expect(await read(name, { start: 2, end: 5 })).toBe('2345')
    expect(await read(name, { start: 9, end: 9 })).toBe('9')
  })

  test('keeps what is larger than a part of an upload', async () => {
    const bytes = Buffer.alloc(9 * 1024 * 1024 + 1, 'latchkey')
    const name = await kept(bytes)
    expect(await store.size(name)).toBe(bytes.length)
    const end = bytes.length - 1
    expect(await read(name, { start: end - 4, end })).toBe(bytes.toString('latin1', end - 4))
  })

  test('keeps nothing of a file that is not there', async () => {
    const name = newBlobName(randomBytes)
    await expect(store.keep(name, join(folder, 'missing'))).rejects.toThrow(/missing|Unable to open/)
    expect(await read(name)).toBeNull()
  })

  test('knows nothing of what was never kept, or was removed', async () => {
    const name = await kept('gone')
    await store.remove(name)
    await store.remove(name)
    expect(await read(name)).toBeNull()
    expect(await read(name, { start: 0, end: 1 })).toBeNull()
    expect(await store.size(name)).toBeNull()
  })

  test('lists what it holds', async () => {
    const name = await kept('listed')
    const all = await listed()
    const found = all.find((blob) => blob.name === name)
    expect(found).toMatchObject({ bytes: 6 })
    expect(Math.abs(found!.storedAt - Date.now())).toBeLessThan(3_600_000)
    await store.remove(name)
    expect((await listed()).some((blob) => blob.name === name)).toBe(false)
  })

  test('takes no name that it did not make', async () => {
    for (const name of ['', '../escape', 'a/b', `${newBlobName(randomBytes)}.part`]) {
      await expect(store.open(name)).rejects.toThrow('no name of a blob')
      await expect(store.remove(name)).rejects.toThrow('no name of a blob')
      await expect(store.keep(name, fileOf('x'))).rejects.toThrow('no name of a blob')
    }
  })

  test('lets others put bytes where it has an address of its own', async () => {
    const name = newBlobName(randomBytes)
    const url = await store.presign(name, 5, 60)
    if (url === null) return
    const answer = await fetch(url, { method: 'PUT', body: 'bytes' })
    expect(answer.status).toBe(200)
    expect(await read(name)).toBe('bytes')
  })
})
