import { kinds } from '@latchkey/tokens/kinds'
import { useQuery } from '@tanstack/react-query'
import type { Token } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { Exposed } from './exposed.tsx'
import { isExposed } from './exposed-kinds.ts'

/** What whoever has a token's text can read with it, counted now. */
export function TokenExposure({ token, space }: { readonly token: Token; readonly space: string }) {
  const exposure = useQuery({
    queryKey: ['spaces', space, 'tokens', token.id, 'exposure', token.version],
    queryFn: () =>
      api.tokens.exposure(
        { space, token: token.id },
        { query: token.kind === 'release' ? { release: token.releases?.[0]?.id ?? '' } : {} },
      ),
    enabled: isExposed(token.kind),
    retry: false,
  })
  if (!isExposed(token.kind)) return null
  return (
    <Section title={t('tokens.exposure.title')}>
      <Exposed exposure={exposure.data} error={exposure.error} publishable={kinds[token.kind].publishable} />
    </Section>
  )
}
