import { Badge } from '@mantine/core'
import type { TokenKind } from '@latchkey/tokens/kinds'
import { kinds } from '@latchkey/tokens/kinds'
import { t } from '../../words/words.ts'

/** The kind of a token; the ones that may sit in public pages stand out. */
export function KindChip({ kind }: { readonly kind: TokenKind }) {
  return (
    <Badge miw="max-content" variant={kinds[kind].publishable ? 'filled' : 'default'} color="key">
      {t(`kinds.${kind}.title`)}
    </Badge>
  )
}
