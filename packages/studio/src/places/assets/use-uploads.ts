import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { assetsAddress } from '../../api/asset-addresses.ts'
import { problemInWords } from '../../api/problems.ts'
import { inTurn } from '../../pieces/in-turn.ts'
import { attempt } from '../../session/attempt.ts'
import { uploadFile } from './upload-file.ts'

/** A file on its way. */
export interface Upload {
  readonly key: string
  readonly name: string
  readonly bytes: number
  readonly state: 'waiting' | 'sending' | 'done' | 'failed' | 'stopped'
  /** How much has been sent, from 0 to 1. */
  readonly part: number
  /** Why it failed. */
  readonly why: string | null
}

interface UploadsTo {
  readonly space: string
  /** Null: none. */
  readonly category: string | null
  readonly isPrivate: boolean
}

/** Sends files a few at a time; each is told by itself, and fails alone. */
export function useUploads() {
  const [uploads, setUploads] = useState<readonly Upload[]>([])
  const stops = useRef(new Map<string, AbortController>())
  const queries = useQueryClient()
  const change = (key: string, part: Partial<Upload>) =>
    setUploads((all) => all.map((each) => (each.key === key ? { ...each, ...part } : each)))
  const send = async (files: readonly File[], { space, category, isPrivate }: UploadsTo) => {
    const queued = files.map((file) => ({ file, key: crypto.randomUUID() }))
    for (const { key } of queued) stops.current.set(key, new AbortController())
    setUploads((all) => [
      ...all,
      ...queued.map(({ file, key }) => ({
        key,
        name: file.name,
        bytes: file.size,
        state: 'waiting' as const,
        part: 0,
        why: null,
      })),
    ])
    await inTurn(queued, async ({ file, key }) => {
      const stop = stops.current.get(key)
      if (stop === undefined || stop.signal.aborted) return
      change(key, { state: 'sending' })
      try {
        await attempt(() =>
          uploadFile({
            method: 'POST',
            path: assetsAddress(space),
            body: formOf(file, category, isPrivate),
            onProgress: (part) => change(key, { part }),
            signal: stop.signal,
          }),
        )
        change(key, { state: 'done', part: 1 })
      } catch (error) {
        if (stop.signal.aborted) change(key, { state: 'stopped' })
        else change(key, { state: 'failed', why: problemInWords(error) })
      }
    })
    await queries.invalidateQueries({ queryKey: ['spaces', space, 'assets'] })
  }
  return {
    uploads,
    send,
    stop: (key: string) => {
      stops.current.get(key)?.abort()
      change(key, { state: 'stopped' })
    },
    clear: () => setUploads((all) => all.filter(({ state }) => state === 'waiting' || state === 'sending')),
  }
}

/** The form that an upload is sent as: the server decides by what stands before the file. */
function formOf(file: File, category: string | null, isPrivate: boolean): FormData {
  const form = new FormData()
  if (category !== null) form.append('category', category)
  if (isPrivate) form.append('private', 'true')
  form.append('file', file)
  return form
}
