import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { replay, type Transcript } from '@latchkey/dialect-kit/transcript'
import { expect, test } from 'vitest'
import { surface } from '../surface.ts'

const transcripts = globSync('*.json', { cwd: import.meta.dirname }).toSorted()

test('there are transcripts', () => {
  expect(transcripts.length).toBeGreaterThan(5)
})

test.each(transcripts)('%s is answered as it was', (file) => {
  const transcript: Transcript = JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'))
  expect(replay(surface, transcript)).toEqual({
    calls: transcript.calls.map(({ operation, given }) => ({ operation, given })),
    answer: transcript.answer,
  })
})
