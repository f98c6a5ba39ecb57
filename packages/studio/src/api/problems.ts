import { LatchkeyProblem, LatchkeyUnreachable } from '@latchkey/client/problem'
import { t } from '../words/words.ts'

/** Whether the server has refused something for one of these reasons. */
export function isProblem(error: unknown, ...slugs: readonly string[]): error is LatchkeyProblem {
  return error instanceof LatchkeyProblem && slugs.includes(error.slug)
}

/** Nobody is signed in, or no more. */
export function isSignedOut(error: unknown): boolean {
  return isProblem(error, 'missing-token', 'invalid-token')
}

/** Problems of which a person at the studio is told more than a program. */
const own = ['version-conflict', 'wrong-credentials', 'wrong-second-factor', 'challenge-over', 'link-over'] as const

/** What went wrong, in a sentence that says what to do. */
export function problemInWords(error: unknown): string {
  if (error instanceof LatchkeyUnreachable) return t('shared.problem.unreachable')
  if (error instanceof LatchkeyProblem) {
    const said = own.find((slug) => slug === error.slug)
    if (said !== undefined) return t(`shared.problem.own.${said}`)
  }
  if (error instanceof LatchkeyProblem && error.status < 500) return error.detail
  return t('shared.problem.unexpected')
}

/** What the server says about one place of a body: `issueAt(error, '/name')`; undefined when it says nothing there. */
export function issueAt(error: unknown, pointer: string): string | undefined {
  if (!(error instanceof LatchkeyProblem)) return undefined
  const found = error.errors.find((issue) => issue.pointer === pointer || issue.pointer?.startsWith(`${pointer}/`))
  return found?.detail
}
