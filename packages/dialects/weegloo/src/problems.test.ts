import { expect, test } from 'vitest'
import { answerRefusal } from './problems.ts'

const occasion = {
  method: 'GET',
  path: '/spaces/x',
  route: null,
  placed: null,
  id: 'the-request',
  at: 1_781_785_683_556,
} as const

test('a refusal has the shape of the vendor, with the number of its request', () => {
  const refused = { problem: 'not-found', status: 404, detail: 'There is no such thing.' }
  expect(answerRefusal(refused, occasion)).toEqual({
    status: 404,
    body: {
      requestId: 'the-request',
      sys: { id: 'the-request', type: 'NotFound', code: 'WGL404001', timestamp: occasion.at },
      details: {},
      reason: 'There is no such thing.',
      suggestion: 'Please verify it and try again.',
    },
  })
})

test.each([
  ['exceeds-maker', 403, 422, 'WGL422001'],
  ['in-use', 409, 422, 'WGL422024'],
  ['limit-reached', 409, 429, 'WGL429001'],
  ['version-conflict', 412, 409, 'WGL409005'],
  ['if-match-required', 428, 400, 'WGL400001'],
  ['delete-published', 422, 422, 'WGL422009'],
  ['archive-published', 422, 422, 'WGL422007'],
])('%s is answered with its code', (problem, status, theirs, code) => {
  expect(answerRefusal({ problem, status, detail: '' }, occasion)).toMatchObject({
    status: theirs,
    body: { sys: { code } },
  })
})

test('a role that comes with every space has a code of its own', () => {
  const refused = { problem: 'conflict', status: 409, detail: 'Built-in roles stay as they are: make one of your own.' }
  expect(answerRefusal(refused, occasion)).toMatchObject({ status: 422, body: { sys: { code: 'WGL422025' } } })
})

test('what failed inside says nothing of it', () => {
  const { body } = answerRefusal({ problem: 'internal', status: 500, detail: 'secret' }, occasion)
  expect(JSON.stringify(body)).not.toContain('secret')
})
