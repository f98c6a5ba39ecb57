import { operations } from '@latchkey/contract/operations'
import { decide } from '../../pipeline/authorize.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { assertNoFaults } from '../tokens/faults.ts'
import { readEntryFacts } from './entry-facts.ts'
import { callsOf } from './explanation.ts'
import { type Asked, type EntryFacts, faultsOfQuestion, requestOf } from './request-of.ts'

interface OwnAnswer {
  readonly allowed: boolean
  /** What refuses. */
  readonly layer?: string
  readonly reason?: 'no-allow' | 'deny'
}

/** Answers what the caller may do, question by question; an entry that several are about is read once. */
export async function answerOwn(
  context: Context<{ readonly body: { readonly questions: readonly Asked[] } }>,
): Promise<OwnAnswer[]> {
  const { db, space, branch, caller, input } = context
  const { questions } = input.body
  assertNoFaults(
    questions.flatMap((asked, index) =>
      faultsOfQuestion(asked).map(({ pointer, detail }) => ({ pointer: `/questions/${index}${pointer}`, detail })),
    ),
  )
  const known = new Map<string, EntryFacts | null>()
  const answers: OwnAnswer[] = []
  for (const asked of questions) {
    const name = JSON.stringify([asked.type, asked.entry, asked.action === 'content.create'])
    if (!known.has(name)) known.set(name, await readEntryFacts(db, { space, branch }, caller, asked))
    answers.push(answerOne(context, asked, known.get(name) ?? null))
  }
  return answers
}

function answerOne({ space, caller }: Pick<Context, 'space' | 'caller'>, asked: Asked, entry: EntryFacts | null) {
  const { principal, scope, mode } = caller
  const request = requestOf(asked, { space, principal: principal.name, entry })
  const closed = callsOf({ kind: principal.kind, scope, mode }, request, operations).find(({ allowed }) => !allowed)
  if (closed) return { allowed: false, layer: closed.layer, reason: 'no-allow' as const }
  const decision = decide(caller, request)
  return decision.allowed ? { allowed: true } : { allowed: false, layer: decision.layer, reason: decision.reason }
}
