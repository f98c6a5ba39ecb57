import { problems } from '@latchkey/contract/problems'
import type { Writer } from '../../database/database.ts'
import type { Context } from '../../pipeline/implementation.ts'
import { refuse } from '../../pipeline/refusal.ts'
import { grantsAgainst, mayReadSubject } from './against.ts'
import { becauseInWords, claimInWords } from './in-words.ts'
import {
  type AssertionRow,
  holderOf,
  readAssertions,
  readAssertionsIn,
  readAssertionsUnderRole,
  storedClaim,
} from './queries.ts'
import { judge, readSubject, type Standing, type Subject } from './subject.ts'

/** What an edit is about, and so whose assertions it could make false. */
export type Edited = { readonly token: string } | { readonly role: string } | { readonly space: string }

type Editing = Pick<Context<unknown, Writer>, 'db' | 'space' | 'caller'>

/**
 * Makes an edit, and refuses it when an assertion that held before would not hold after. What was false before is no
 * reason to refuse: the edit does not make it so.
 */
export async function keepAssertions<Result>(
  context: Editing,
  edited: Edited,
  edit: () => Promise<Result>,
): Promise<Result> {
  const { db } = context
  const rows = await readTouched(db, edited)
  const held = (await judged(db, rows)).filter(({ standing }) => standing.is === 'holds')
  const result = await edit()
  const now = await judged(
    db,
    held.map(({ row }) => row),
  )
  const broken = now.filter(({ standing }) => standing.is !== 'holds')
  if (broken.length > 0) throw await refusal(context, broken)
  return result
}

function readTouched(db: Writer, edited: Edited): Promise<AssertionRow[]> {
  if ('token' in edited) return readAssertions(db, { is: 'token', id: edited.token })
  return 'role' in edited ? readAssertionsUnderRole(db, edited.role) : readAssertionsIn(db, edited.space)
}

interface Judged {
  readonly row: AssertionRow
  readonly subject: Subject
  readonly standing: Standing
}

/** Each row with how it stands; several of one subject read it once. */
async function judged(db: Writer, rows: readonly AssertionRow[]): Promise<readonly Judged[]> {
  const byHolder = Map.groupBy(rows, (row) => holderOf(row).id)
  const all: Judged[] = []
  for (const same of byHolder.values()) {
    const [first] = same
    const subject = first === undefined ? null : await readSubject(db, holderOf(first))
    if (subject === null) continue
    all.push(...same.map((row) => ({ row, subject, standing: judge(storedClaim(row), subject) })))
  }
  return all
}

/** Names what the caller may read and counts the rest. */
async function refusal(context: Editing, broken: readonly Judged[]) {
  const named: { readonly words: string; readonly told: object }[] = []
  for (const { row, subject, standing } of broken) {
    if (!(await mayReadSubject(context, subject))) continue
    const grants = grantsAgainst(context, subject, standing)
    const { is, id } = subject.holder
    named.push({
      words: `“${row.name}” of the ${is} ${subject.name} (${claimInWords(storedClaim(row))})${becauseInWords(grants)}`,
      told: { id: row.id, name: row.name, [is]: { id, name: subject.name }, claim: storedClaim(row), because: grants },
    })
  }
  const hidden = broken.length - named.length
  const rest = `${hidden} of what you may not read`
  const words = [...named.map((each) => each.words), ...(hidden > 0 ? [rest] : [])]
  return refuse(problems.assertionBroken, `It would make false ${words.join('; ')}.`, {
    assertions: named.map(({ told }) => told),
  })
}
