import { Code } from '@mantine/core'
import type { Token } from '../../api/answers.ts'
import { Fact, Facts } from '../../pieces/facts.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { Creator } from './creator.tsx'
import { Expires, LastUsed } from './token-columns.tsx'

/** What a token is, and what has happened to it so far. */
export function TokenOverview({ token }: { readonly token: Token }) {
  const { masked, environment, role, branches, aliases, spaces } = token
  const named = [...namesOf(branches), ...namesOf(aliases)]
  return (
    <Section title={t('tokens.detail.overview')}>
      <Facts>
        <Fact label={t('tokens.detail.masked')}>
          <Code>{masked}</Code>
        </Fact>
        <Fact label={t('tokens.detail.madeAt')}>
          <Moment time={token.created_at} />
        </Fact>
        <Fact label={t('tokens.detail.madeBy')}>
          <Creator token={token} />
        </Fact>
        <Fact label={t('tokens.detail.usedAt')}>
          <LastUsed token={token} />
        </Fact>
        <Fact label={t('tokens.detail.expiresAt')}>
          <Expires token={token} />
        </Fact>
        {environment !== null && <Fact label={t('tokens.detail.environment')}>{environment.slug}</Fact>}
        {role !== null && <Fact label={t('tokens.detail.role')}>{role.name}</Fact>}
        {named.length > 0 && <Fact label={t('tokens.detail.branches')}>{named.join(', ')}</Fact>}
        {spaces !== null && (
          <Fact label={t('tokens.detail.spaces')}>
            {typeof spaces === 'string' ? t(everyOf(token)) : spaces.join(', ')}
          </Fact>
        )}
      </Facts>
    </Section>
  )
}

/** Of an account that is all of its own spaces; a token of the installation knows no such bounds. */
function everyOf({ kind, spaces }: Token) {
  if (kind !== 'personal') return 'tokens.detail.everySpace'
  return spaces === 'all' ? 'tokens.new.spacesAll' : 'tokens.new.spacesOwned'
}

function namesOf(names: Token['branches']): readonly string[] {
  if (names === null) return []
  return names === 'all' ? [t('shared.all')] : names
}
