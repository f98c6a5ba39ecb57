import { LatchkeyProblem } from '@latchkey/client/problem'

/** What the server says about a part of a body, with pointers into that part: `/grants/0/actions` under `/grants` is `/0/actions`. */
export function issuesUnder(
  error: unknown,
  pointer: string,
): readonly { readonly pointer: string; readonly detail: string }[] {
  if (!(error instanceof LatchkeyProblem)) return []
  return error.errors.flatMap((issue) =>
    issue.pointer === pointer || issue.pointer?.startsWith(`${pointer}/`)
      ? [{ pointer: issue.pointer.slice(pointer.length), detail: issue.detail }]
      : [],
  )
}
