import { problems } from '@latchkey/contract/problems'
import { expect, test } from 'vitest'
import { answerDeliveryRefusal } from './problems.ts'

const refused = (problem: keyof typeof problems, more: object = {}) => {
  const { slug, status, description } = problems[problem]
  return answerDeliveryRefusal({ problem: slug, status, detail: description, ...more })
}

test('a token that does not open something is answered alike for every reason', () => {
  const unauthorized = { status: 401, body: { error: 'Unauthorized' } }
  for (const problem of ['missingToken', 'invalidToken', 'kindMismatch', 'insufficientScope'] as const)
    expect(refused(problem, { layer: 'kind' })).toEqual(unauthorized)
})

test('what is not there is a list with a sentence', () => {
  expect(refused('notFound')).toEqual({ status: 404, body: ['This record could not be found'] })
})

test('unknown parameters are named in one sentence', () => {
  const errors = ['a', 'b'].map((parameter) => ({ parameter, detail: 'Unknown parameter.' }))
  expect(refused('invalidQuery', { errors })).toEqual({ status: 422, body: { error: 'Parameter(s) a, b not allowed' } })
})

test('every problem of the catalogue has an answer with a body that clients can read', () => {
  for (const { slug, status, description } of Object.values(problems)) {
    const answer = answerDeliveryRefusal({ problem: slug, status, detail: description })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.body).toEqual(Array.isArray(answer.body) ? [expect.any(String)] : { error: expect.any(String) })
  }
})
