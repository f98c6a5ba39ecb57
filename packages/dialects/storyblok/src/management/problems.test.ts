import { problems } from '@latchkey/contract/problems'
import { listEntries } from '@latchkey/contract/entries/operations'
import { expect, test } from 'vitest'
import { answerManagementRefusal } from './problems.ts'

const route = { method: 'GET', path: '/', operation: listEntries, query: [], kept: false } as const
const none = {
  route: {
    ...route,
    space: 'none',
    plan: () => {
      throw new Error('not asked')
    },
  },
} as const
const answer = (problem: keyof typeof problems, more: object = {}, scope: string | null = null) => {
  const { slug, status, description } = problems[problem]
  return answerManagementRefusal({ problem: slug, status, detail: description, ...more }, { route: null }, scope)
}

test('what a token lacks is said in the vendor’s sentences', () => {
  const lacks = { layer: 'scope', detail: 'The token’s scope does not have entries.update.' }
  expect(answer('insufficientScope', lacks, 'stories:write').body).toEqual({
    error: 'Insufficient scope: stories:write is required',
  })
  const publishes = { layer: 'scope', detail: 'The token’s scope does not have content.publish.' }
  expect(answer('insufficientScope', publishes, 'stories:write').body).toEqual({
    error: 'Insufficient scope: stories:publish is required',
  })
  expect(answer('insufficientScope', lacks).body).toEqual({ error: 'This endpoint does not support this token type' })
  const space = { problem: 'insufficient-scope', status: 403, detail: '', layer: 'space' }
  expect(answer('insufficientScope', { layer: 'space' }).body).toEqual({
    error: 'This token does not have access to this space',
  })
  expect(answerManagementRefusal(space, none, null).body).toEqual({
    error: 'This token is restricted to specific spaces',
  })
})

test('every problem of the catalogue has an answer that clients can read', () => {
  for (const { slug, status: own, description } of Object.values(problems)) {
    const refused = { problem: slug, status: own, detail: description }
    const { status, body } = answerManagementRefusal(refused, { route: null }, null)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(typeof body).toBe('object')
  }
})

test('what is wrong with a body is told by field', () => {
  const errors = [
    { pointer: '/fields/title', detail: 'This is required.' },
    { pointer: '/slug', detail: 'No.' },
  ]
  expect(answer('invalidBody', { errors })).toEqual({
    status: 422,
    body: { title: ['This is required.'], slug: ['No.'] },
  })
})
