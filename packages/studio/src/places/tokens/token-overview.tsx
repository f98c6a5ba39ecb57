import { Code, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Token } from '../../api/answers.ts'
import { Moment } from '../../pieces/moment.tsx'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { Creator } from './creator.tsx'
import { Expires, LastUsed } from './token-columns.tsx'
import classes from './token-overview.module.css'

/** What a token is, and what has happened to it so far. */
export function TokenOverview({ token }: { readonly token: Token }) {
  const { masked, environment, role, branches, aliases, spaces } = token
  const named = [...namesOf(branches), ...namesOf(aliases)]
  return (
    <Section title={t('tokens.detail.overview')}>
      <dl className={classes['facts']}>
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
            {typeof spaces === 'string'
              ? t(spaces === 'all' ? 'tokens.new.spacesAll' : 'tokens.new.spacesOwned')
              : spaces.join(', ')}
          </Fact>
        )}
      </dl>
    </Section>
  )
}

function namesOf(names: Token['branches']): readonly string[] {
  if (names === null) return []
  return names === 'all' ? [t('shared.all')] : names
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <Text component="dt" size="sm" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm" m={0} miw={0}>
        {children}
      </Text>
    </>
  )
}
