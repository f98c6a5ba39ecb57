import { UsageError } from './exit-codes.ts'

const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const

/** A point in time that is given as such, or as a time from now on, or ago: `2027-01-31`, `90d`, `12h`. */
export function readMoment(option: string, text: string, now: number, way: 'ahead' | 'ago' = 'ahead'): string {
  const [, count, unit] = /^(\d{1,5})([mhdw])$/.exec(text) ?? []
  if (count !== undefined && isUnit(unit)) {
    const span = Number(count) * unitMs[unit]
    return new Date(way === 'ahead' ? now + span : now - span).toISOString()
  }
  const at = /^\d{4}-\d\d-\d\d(T.*(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at))
    throw new UsageError(`${option} ${text}: give a time such as 2027-01-31T12:00:00Z, or 90d, 12h, 30m.`)
  return new Date(at).toISOString()
}

function isUnit(unit: string | undefined): unit is keyof typeof unitMs {
  return unit !== undefined && unit in unitMs
}
