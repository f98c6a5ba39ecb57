import type { Problem, ProblemMembers } from '@latchkey/contract/problem'

/** An expected failure on its way to the caller: one of the catalogue's problems, with what to say about it here. */
export class Refusal extends Error {
  readonly problem: Problem
  readonly detail: string | undefined
  readonly members: ProblemMembers
  readonly headers: Readonly<Record<string, string>>

  constructor(problem: Problem, detail?: string, members: ProblemMembers = {}, headers: Record<string, string> = {}) {
    super(detail ?? problem.title)
    this.name = 'Refusal'
    this.problem = problem
    this.detail = detail
    this.members = members
    this.headers = headers
  }
}

/** Makes a refusal to be thrown: `throw refuse(problems.notFound)`. */
export function refuse(problem: Problem, detail?: string, members?: ProblemMembers): Refusal {
  return new Refusal(problem, detail, members)
}
