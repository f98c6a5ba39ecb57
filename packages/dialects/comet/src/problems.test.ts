import { problems } from '@latchkey/contract/problems'
import { expect, test } from 'vitest'
import { publicApi } from './public-api.ts'
import { answerRefusal } from './problems.ts'

const [route = null] = publicApi.routes

test('every problem of the catalogue is one of the vendor’s codes, with a sentence', () => {
  for (const { slug, status, description } of Object.values(problems)) {
    const answer = answerRefusal({ problem: slug, status, detail: description }, { route })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.body).toMatchObject({
      error: { code: expect.stringMatching(/^[a-z_]+$/), message: expect.any(String) },
    })
  }
})

test('mistakes are told by the names of fields', () => {
  const errors = [
    { pointer: '/fields/price/0', detail: 'It must be a number.' },
    { pointer: '/slug', detail: 'It is taken.' },
    { parameter: 'filter[a][eq]', detail: 'Unknown parameter.' },
  ]
  expect(answerRefusal({ problem: 'invalid-body', status: 422, detail: 'No.', errors }, { route }).body).toEqual({
    error: {
      code: 'validation_failed',
      message: 'Validation failed.',
      fields: { price: 'It must be a number.', slug: 'It is taken.', 'filter[a][eq]': 'Unknown parameter.' },
    },
  })
})

test('a path that is none says so in plain text, and nothing else', () => {
  const { slug, status, description } = problems.notFound
  expect(answerRefusal({ problem: slug, status, detail: description }, { route: null })).toMatchObject({
    status: 404,
    text: 'Not found',
  })
})

test('what is refused says nothing of why', () => {
  const refused = {
    problem: 'insufficient-scope',
    status: 403,
    detail: 'Nothing allows content.update.',
    layer: 'grants',
  }
  expect(answerRefusal(refused, { route }).body).toEqual({ error: { code: 'forbidden', message: 'Forbidden.' } })
})
