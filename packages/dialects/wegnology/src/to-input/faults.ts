import { Refusing } from '@latchkey/dialect-kit/plan'

/** Something that is wrong with a request, by the vendor's name of what says it. */
export interface Fault {
  readonly name: string
  readonly detail: string
}

/** Refuses a request for all that is wrong with it. */
export function refuseFaults(faults: readonly Fault[]): Refusing {
  return new Refusing({
    problem: 'invalid-body',
    status: 422,
    detail: 'The request is not valid.',
    errors: faults.map(({ name, detail }) => ({ pointer: `/${name}`, detail })),
  })
}
