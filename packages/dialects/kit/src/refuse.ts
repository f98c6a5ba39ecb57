import { Refusing } from './plan.ts'

/** Refuses a request for what it says, before or between the calls of a plan; the surface puts it into the vendor's words. */
export function refuseQuery(parameter: string, detail: string): Refusing {
  return new Refusing({ problem: 'invalid-query', status: 400, detail, errors: [{ parameter, detail }] })
}

/** Refuses for a thing that is not there. */
export function refuseMissing(): Refusing {
  return new Refusing({ problem: 'not-found', status: 404, detail: 'There is no such thing.' })
}

/** Refuses for a value of the body, by its JSON pointer. */
export function refuseBody(pointer: string, detail: string): Refusing {
  return new Refusing({ problem: 'invalid-body', status: 422, detail, errors: [{ pointer, detail }] })
}
