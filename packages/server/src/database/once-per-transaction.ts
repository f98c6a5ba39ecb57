import type { Reader } from './database.ts'

/**
 * A read that is made once in each snapshot or transaction, whoever asks, for facts that nothing changes in the same one.
 *
 * What was not found is looked for again. `key` names the fact by the arguments of the read.
 */
export function oncePerTransaction<Db extends Reader, Arguments extends readonly unknown[], Result>(
  read: (db: Db, ...key: Arguments) => Promise<Result>,
): (db: Db, ...key: Arguments) => Promise<Result> {
  const known = new WeakMap<Db, Map<string, Result>>()
  return async (db, ...key) => {
    let facts = known.get(db)
    if (facts === undefined) known.set(db, (facts = new Map<string, Result>()))
    const name = key.join(' ')
    const found = facts.get(name)
    if (found !== undefined) return found
    const result = await read(db, ...key)
    if (result !== null) facts.set(name, result)
    return result
  }
}
