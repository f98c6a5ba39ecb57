import type { Reader, Writer } from '../../database/database.ts'
import type { Context, Facts } from '../../pipeline/implementation.ts'
import { holdToken, ofInstallation, readToken, type TokenRecord } from './queries.ts'
import { ownerOf } from './render.ts'

/** A token that belongs to no space and no account. */
export interface InstallationTokenFacts extends Facts {
  readonly token: TokenRecord
}

type OfToken<Db extends Reader> = Context<{ params: { token: string }; query: unknown; body: unknown }, Db>

/** Finds it by its id, among those of the installation only. */
export async function loadInstallationToken({ db, input }: OfToken<Reader>): Promise<InstallationTokenFacts | null> {
  const token = await readToken(db, ofInstallation, input.params.token)
  return token && { target: { area: 'tokens', space: null, id: token.id, creator: ownerOf(token) }, token }
}

/** The same, held until the end of the transaction: of two changes one sees what the other did. */
export async function holdInstallationToken(context: OfToken<Writer>): Promise<InstallationTokenFacts | null> {
  await holdToken(context.db, ofInstallation, context.input.params.token)
  return loadInstallationToken(context)
}
