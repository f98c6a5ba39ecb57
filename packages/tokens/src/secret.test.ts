import { Console } from 'node:console'
import { Writable } from 'node:stream'
import { format, inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Secret } from './secret.ts'

const text = 'canary7Hq2mK9xB1aZcanary'
const secret = new Secret(text)

function consoleOutput(log: (console: Console) => void): string {
  let output = ''
  const stdout = new Writable({
    write(chunk, _, done) {
      output += String(chunk)
      done()
    },
  })
  log(new Console({ stdout, stderr: stdout }))
  return output
}

test('expose gives the text', () => expect(secret.expose()).toBe(text))

describe('printing a secret prints the mask', () => {
  test.each<[string, () => string]>([
    ['String()', () => String(secret)],
    ['toString', () => secret.toString()],
    // oxlint-disable-next-line typescript/restrict-template-expressions -- the very mistake that the mask is for
    ['a template', () => `${secret}`],
    ['concatenation', () => '' + secret],
    ['join', () => [secret].join()],
    ['toJSON', () => secret.toJSON()],
    ['inspect', () => inspect(secret)],
    ['inspect with showHidden', () => inspect(secret, { showHidden: true, depth: Infinity, getters: true })],
    ['format %s', () => format('%s', secret)],
    ['format %o', () => format('%o', secret)],
    ['format %O', () => format('%O', secret)],
  ])('by %s', (_, print) => expect(print()).toBe('••••'))

  test('by JSON, however deep', () =>
    expect(JSON.stringify({ token: { secrets: [secret] } })).toBe('{"token":{"secrets":["••••"]}}'))

  test('as a key of an object', () => expect(Object.keys({ [String(secret)]: 1 })).toEqual(['••••']))
})

describe('the text is nowhere in', () => {
  test.each<[string, () => string]>([
    [
      'an inspected record',
      () => inspect({ deep: { deeper: [new Map([[secret, secret]])] } }, { showHidden: true, depth: 9 }),
    ],
    ['format %j', () => format('%j', { secret })],
    ['an error with a secret as its cause', () => inspect(new Error('no', { cause: secret }), { showHidden: true })],
    [
      'an error with a secret as a property',
      () => inspect(Object.assign(new Error('no'), { secret }), { showHidden: true }),
    ],
    ['an aggregate error', () => inspect(new AggregateError([secret], `no: ${String(secret)}`))],
    ['console.log', () => consoleOutput((console) => console.log('%s %o', secret, { secret }, secret))],
    ['console.dir', () => consoleOutput((console) => console.dir({ secret }, { showHidden: true, depth: null }))],
    ['console.table', () => consoleOutput((console) => console.table([{ secret }]))],
    [
      'its own keys, symbols and prototype',
      () => inspect(Reflect.ownKeys(secret).concat(Reflect.ownKeys(Secret.prototype))),
    ],
    ['a spread copy', () => JSON.stringify(Object.assign({}, secret))],
    ['a structured clone', () => inspect(structuredClone({ secret }), { showHidden: true })],
  ])('%s', (_, print) => {
    const printed = print()
    expect(printed).not.toBe('')
    expect(printed).not.toContain(text)
  })
})

test('a structured clone is an empty object: a secret does not cross to a worker', () => {
  expect(structuredClone(secret)).toEqual({})
})
