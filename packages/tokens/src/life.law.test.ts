import fc from 'fast-check'
import { expect, test } from 'vitest'
import { begin, isUsable, type Life, type LifeEvent, stateAt, transition, whyUnusable } from './life.ts'

/** The life cycle as told in sentences: three facts that only ever become true, and a switch. */
interface Model {
  now: number
  readonly expiresAt: number | null
  on: boolean
  revoked: boolean
  deleted: boolean
}

interface Real {
  life: Life
}

const expired = (model: Model) => model.expiresAt !== null && model.now >= model.expiresAt

function check(model: Model, { life }: Real): void {
  const usable = model.on && !model.revoked && !model.deleted && !expired(model)
  expect(isUsable(life, model.now)).toBe(usable)
  expect(whyUnusable(life, model.now) === null).toBe(usable)
  expect(life.deleted).toBe(model.deleted)
  expect(life.expiresAt).toBe(model.expiresAt)
  expect(stateAt(life, model.now) === 'revoked').toBe(model.revoked)
}

class Happen implements fc.Command<Model, Real> {
  readonly event: LifeEvent

  constructor(event: LifeEvent) {
    this.event = event
  }

  check(): boolean {
    return true
  }

  run(model: Model, real: Real): void {
    const outcome = transition(real.life, this.event, model.now)
    const ends = this.event === 'revoke' || this.event === 'delete'
    expect(outcome.ok).toBe(!model.deleted && (ends || (!model.revoked && !expired(model))))
    if (outcome.ok) {
      real.life = outcome.life
      model.revoked ||= ends
      model.deleted ||= this.event === 'delete'
      if (!ends) model.on = this.event === 'activate'
    }
    check(model, real)
  }

  toString(): string {
    return this.event
  }
}

class Wait implements fc.Command<Model, Real> {
  readonly ms: number

  constructor(ms: number) {
    this.ms = ms
  }

  check(): boolean {
    return true
  }

  run(model: Model, real: Real): void {
    model.now += this.ms
    check(model, real)
  }

  toString(): string {
    return `wait ${this.ms}`
  }
}

/** The sweep that stores the state which time has brought about changes nothing that can be seen. */
class Sweep implements fc.Command<Model, Real> {
  check(): boolean {
    return true
  }

  run(model: Model, real: Real): void {
    real.life = { ...real.life, state: stateAt(real.life, model.now) }
    check(model, real)
  }

  toString(): string {
    return 'sweep'
  }
}

const events = ['activate', 'deactivate', 'revoke', 'delete'] as const

test('every sequence of events and waiting agrees with the plain model', () => {
  const commands = fc.commands([
    ...events.map((event) => fc.constant(new Happen(event))),
    fc.integer({ min: 0, max: 6 }).map((ms) => new Wait(ms)),
    fc.constant(new Sweep()),
  ])
  fc.assert(
    fc.property(fc.boolean(), fc.option(fc.integer({ min: 1, max: 20 })), commands, (on, expiresAt, sequence) => {
      fc.modelRun(() => {
        const outcome = begin(on ? 'active' : 'inactive', expiresAt, 0)
        if (!outcome.ok) throw new Error('The beginning is valid by construction.')
        const model: Model = { now: 0, expiresAt, on, revoked: false, deleted: false }
        return { model, real: { life: outcome.life } }
      }, sequence)
    }),
    { numRuns: 500 },
  )
})
