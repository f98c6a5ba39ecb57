import { media } from '@latchkey/contract/actions'
import type { Writer } from '../../database/database.ts'
import { assertVersion } from '../../lib/assert-version.ts'
import type { HandlerContext } from '../../pipeline/implementation.ts'
import type { AssetFacts } from './load-asset.ts'

type Changing = Pick<HandlerContext<unknown, Writer, AssetFacts, unknown>, 'facts' | 'request' | 'allows'>

/** Refuses a change that was meant for another version. Only who may read the asset is told which one it has. */
export function assertCurrent({ facts, request, allows }: Changing): void {
  const mayRead = allows({ action: media.read.name, target: facts.target })
  assertVersion(request.ifMatch, facts.state.row.version, mayRead)
}
