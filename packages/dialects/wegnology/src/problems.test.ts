import { problems } from '@latchkey/contract/problems'
import { expect, test } from 'vitest'
import { answerRefusal } from './problems.ts'

test('every problem of the catalogue is flat: a type and a sentence, which is what clients read', () => {
  for (const { slug, status, description } of Object.values(problems)) {
    const answer = answerRefusal({ problem: slug, status, detail: description })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.body).toEqual({ type: expect.stringMatching(/^[A-Z]\w+$/), message: description })
  }
})

test('what is not valid is named as the vendor calls it', () => {
  const errors = [
    { pointer: '/expires_at', detail: 'It must lie in the future.' },
    { parameter: 'sortField', detail: 'Write name.' },
    { pointer: '/', detail: 'Send an object.' },
  ]
  expect(answerRefusal({ problem: 'invalid-body', status: 422, detail: 'No.', errors })).toEqual({
    status: 400,
    body: {
      type: 'Validation',
      message: 'expirationDate: It must lie in the future. sortField: Write name. Send an object.',
    },
  })
})
