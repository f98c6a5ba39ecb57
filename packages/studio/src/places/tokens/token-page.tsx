import { Alert, Badge, Button, Grid, Stack } from '@mantine/core'
import IconTestPipe from '@tabler/icons-react/icons/IconTestPipe'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { IssuedToken } from '../../api/answers.ts'
import { Assertions } from '../../pieces/assertions/assertions.tsx'
import { MissingPage } from '../../pieces/missing-page.tsx'
import { Page } from '../../pieces/page.tsx'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { WaitingPage } from '../../shell/waiting-page.tsx'
import { listLink } from './holder-links.ts'
import { KindChip } from './kind-chip.tsx'
import { SecretPage } from './secret-page.tsx'
import { TokenDanger } from './token-danger.tsx'
import { TokenExposure } from './token-exposure.tsx'
import { TokenNames } from './token-names.tsx'
import { TokenOverview } from './token-overview.tsx'
import { TokenReach } from './token-reach.tsx'
import { TokenSecret } from './token-secret.tsx'
import { TokenSnippets } from './token-snippets.tsx'
import { TokenStatus } from './token-status.tsx'
import { TokenTerms } from './token-terms.tsx'
import { TokenUsage } from './token-usage.tsx'
import { isLive } from './token-tabs.ts'
import { useKeeper } from './use-keeper.ts'

/** One token: what it is, what it can do, its secret, and the ways to end it. */
export function TokenPage() {
  const { token: id = '' } = useParams({ strict: false })
  const keeper = useKeeper()
  const queries = useQueryClient()
  const [rotated, setRotated] = useState<IssuedToken | null>(null)
  const query = useQuery(keeper.one(id))
  const token = query.data
  const back = { label: t(`tokens.titles.${keeper.of}`), link: listLink(keeper) }
  if (rotated !== null) {
    const done = () => {
      setRotated(null)
      void queries.invalidateQueries({ queryKey: keeper.list.queryKey })
    }
    return <SecretPage token={rotated} secret={rotated.secret ?? ''} rotated onDone={done} />
  }
  if (query.isPending) return <WaitingPage />
  if (token === undefined) return <MissingPage error={query.error} back={back} />
  return (
    <Page
      title={token.name}
      {...(token.description !== '' && { lead: token.description })}
      back={back}
      actions={
        <>
          <KindChip kind={token.kind} />
          {!isLive(token) && <Badge color="red">{t(`tokens.state.${token.state}`)}</Badge>}
          {keeper.space !== null && isLive(token) && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconTestPipe size={16} aria-hidden />}
              renderRoot={(props: Record<string, unknown>) => (
                <Link
                  to="/studio/spaces/$space/simulator"
                  params={{ space: keeper.space ?? '' }}
                  search={{ about: `token:${token.id}` }}
                  {...props}
                />
              )}
            >
              {t('tokens.detail.simulator')}
            </Button>
          )}
        </>
      }
    >
      {!isLive(token) && (
        <Alert color="red" variant="light">
          {t(token.state === 'expired' ? 'tokens.detail.endedExpired' : 'tokens.detail.endedRevoked')}
        </Alert>
      )}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <TokenReach key={token.version} token={token} />
            {keeper.space !== null && isLive(token) && (
              <Assertions asserted={{ is: 'token', id: token.id, space: keeper.space }} />
            )}
            {keeper.space !== null && isLive(token) && <TokenExposure token={token} space={keeper.space} />}
            <TokenUsage token={token} />
            {isLive(token) && <TokenNames key={`names ${token.version}`} token={token} />}
            {isLive(token) && <TokenTerms key={`terms ${token.version}`} token={token} />}
            {isLive(token) && <TokenSecret token={token} onRotated={setRotated} />}
            {isLive(token) && (
              <Section title={t('tokens.detail.useTitle')} lead={t('tokens.detail.useLead')}>
                <TokenSnippets token={token} shown={token.masked} secret={token.masked} />
              </Section>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            {isLive(token) && <TokenStatus key={token.state} token={token} />}
            <TokenOverview token={token} />
            <TokenDanger token={token} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  )
}
