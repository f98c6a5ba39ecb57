import type { Operation } from '@latchkey/contract/operation'
import { contentOf } from '@latchkey/contract/target'
import type { Grant } from '@latchkey/policy/grant'
import { authorizeKnown, type DecidedBy } from '../../pipeline/authorize.ts'
import { gateCollection, gateOperation } from '../../pipeline/gate.ts'
import type { Caller } from '../../pipeline/principal.ts'
import { Refusal } from '../../pipeline/refusal.ts'
import type { Question } from '../entries/rules.ts'

/** Gates and decides a request that somebody else could send, as the pipeline would. Null: it would be refused. */
export function attempt(caller: Caller, operation: Operation, questions: readonly Question[]): DecidedBy | null {
  const [question] = questions
  if (question === undefined || caller.space === null) return null
  try {
    gateOperation(operation, caller)
    gateCollection(operation, caller, contentOf(caller.space.slug, question.target.type, question.target.id))
    return authorizeKnown(operation, caller, questions)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** The grants that such decisions name, each once; of the layers that are told. */
export function grantsNamed({ layers }: Caller, told: (layer: string) => boolean, by: readonly DecidedBy[]): Grant[] {
  return [...new Set(by.flat())].flatMap((each) => {
    const [name = '', index] = each.split(':')
    const layer = layers.find((candidate) => candidate.name === name)
    return told(name) ? (layer?.policy.grants[Number(index)] ?? []) : []
  })
}
