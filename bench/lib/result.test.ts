import { expect, test } from 'vitest'
import { median, summarise, type Measurement } from './result.ts'

const measurement: Measurement = {
  name: 'item',
  connections: 32,
  unit: 'requests/s',
  rounds: [
    { latchkey: 80, reference: 100 },
    { latchkey: 10, reference: 100 },
    { latchkey: 90, reference: 100 },
  ],
  errors: 0,
  wrongBodies: 0,
  target: { of: 'ratio', atLeast: 0.7 },
}

test('a median lies in the middle, whatever the order', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(() => median([])).toThrow('at least one round')
})

test('one bad round does not decide', () => {
  expect(summarise(measurement)).toMatchObject({ latchkey: 80, reference: 100, ratio: 0.8, rounds: 3, met: true })
})

test('a figure beyond its bound misses the target', () => {
  expect(summarise({ ...measurement, target: { of: 'ratio', atLeast: 0.81 } }).met).toBe(false)
  expect(summarise({ ...measurement, target: { of: 'latchkey', atMost: 79 } }).met).toBe(false)
  expect(summarise({ ...measurement, target: { of: 'latchkey', atMost: 80 } }).met).toBe(true)
})

test('one error or one wrong body misses any target', () => {
  expect(summarise({ ...measurement, errors: 1 }).met).toBe(false)
  expect(summarise({ ...measurement, wrongBodies: 1 }).met).toBe(false)
})

test('a ratio without a reference is unknown, and never meets a target', () => {
  const alone = { ...measurement, rounds: [{ latchkey: 80 }] }
  expect(summarise(alone)).toMatchObject({ reference: null, ratio: null, met: false })
})

test('a figure without a target is neither met nor missed', () => {
  expect(summarise({ ...measurement, target: null })).toMatchObject({ target: null, met: null })
})
