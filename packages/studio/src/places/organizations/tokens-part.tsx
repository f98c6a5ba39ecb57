import { Badge, Button, Group, MultiSelect, NumberInput, Stack, Switch, Text } from '@mantine/core'
import { tokenKinds, type TokenKind } from '@latchkey/tokens/kinds'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReachingToken, TokenPolicy } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { reachingTokensQuery, tokenPolicyQuery } from '../../api/queries.ts'
import { exactly } from '../../pieces/moments.ts'
import { notifyProblem } from '../../pieces/notify.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import type { PartProps } from './part-props.ts'

/** What an organization asks of tokens, and its verdict on personal ones. */
export function TokensPart({ organization: { slug } }: PartProps) {
  const policy = useQuery({ ...tokenPolicyQuery(slug), retry: false })
  const reaching = useQuery({ ...reachingTokensQuery(slug), enabled: policy.isSuccess })
  return (
    <Stack maw={820}>
      <ProblemAlert error={policy.error} />
      {policy.data !== undefined && (
        <PolicyForm key={JSON.stringify(policy.data)} policy={policy.data} organization={slug} />
      )}
      {reaching.data !== undefined && (
        <Section title={t('organizations.tokens.reaching')}>
          {reaching.data.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('organizations.tokens.reachingNone')}
            </Text>
          )}
          <RowCards label={t('organizations.tokens.reaching')}>
            {reaching.data.map((token) => (
              <ReachingCard key={token.id} token={token} organization={slug} />
            ))}
          </RowCards>
        </Section>
      )}
    </Stack>
  )
}

/** Sessions are governed by the rules of signing in. */
const governed = tokenKinds.filter((kind): kind is Exclude<TokenKind, 'session'> => kind !== 'session')

function PolicyForm({ policy, organization }: { readonly policy: TokenPolicy; readonly organization: string }) {
  const [kinds, setKinds] = useState<readonly string[]>(policy.allowed_kinds ?? [])
  const [days, setDays] = useState<number | string>(policy.lifetime_days_max ?? '')
  const [approval, setApproval] = useState(policy.approval_of_personal_tokens)
  const save = useDeed({
    run: () =>
      api.tokenPolicy.update(
        { organization },
        {
          body: {
            allowed_kinds: kinds.length === 0 ? null : governed.filter((kind) => kinds.includes(kind)),
            lifetime_days_max: typeof days === 'number' ? days : null,
            approval_of_personal_tokens: approval,
          },
        },
      ),
    done: t('organizations.tokens.saved'),
    stale: [['organizations', organization]],
  })
  return (
    <Section title={t('organizations.tokens.title')} lead={t('organizations.tokens.lead')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack align="flex-start">
          <MultiSelect
            searchable
            w="100%"
            label={t('organizations.tokens.kinds')}
            description={t('organizations.tokens.kindsHint')}
            data={governed.map((value) => ({ value, label: t(`kinds.${value}.title`) }))}
            value={[...kinds]}
            error={issueAt(save.error, '/allowed_kinds')}
            onChange={setKinds}
          />
          <NumberInput
            w={340}
            maw="100%"
            label={t('organizations.tokens.lifetime')}
            description={t('organizations.tokens.lifetimeHint')}
            min={1}
            max={3650}
            allowDecimal={false}
            hideControls
            value={days}
            error={issueAt(save.error, '/lifetime_days_max')}
            onChange={setDays}
          />
          <Switch
            withThumbIndicator={false}
            label={t('organizations.tokens.approval')}
            description={t('organizations.tokens.approvalHint')}
            checked={approval}
            onChange={(event) => setApproval(event.currentTarget.checked)}
          />
          <ProblemAlert error={save.error} except={['/allowed_kinds', '/lifetime_days_max']} />
          <Button type="submit" loading={save.isPending}>
            {t('shared.save')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}

const tones = { pending: 'yellow', approved: 'key', rejected: 'red' } as const

function ReachingCard({ token, organization }: { readonly token: ReachingToken; readonly organization: string }) {
  const { id, name, email, verdict, expires_at: end } = token
  const params = { organization, reaching: id }
  const options = { done: t('organizations.tokens.decided'), stale: [reachingTokensQuery(organization).queryKey] }
  const approve = useDeed({ ...options, run: () => api.tokenApprovals.approve(params) })
  const reject = useDeed({ ...options, run: () => api.tokenApprovals.reject(params) })
  return (
    <RowCard
      actions={
        <>
          {verdict !== 'approved' && (
            <Button
              size="xs"
              loading={approve.isPending}
              aria-label={t('organizations.tokens.approveOf', { name, email })}
              onClick={() => approve.mutate(undefined, { onError: notifyProblem })}
            >
              {t('organizations.tokens.approve')}
            </Button>
          )}
          {verdict !== 'rejected' && (
            <Button
              size="xs"
              variant="default"
              c="var(--studio-danger)"
              loading={reject.isPending}
              aria-label={t('organizations.tokens.rejectOf', { name, email })}
              onClick={() => reject.mutate(undefined, { onError: notifyProblem })}
            >
              {t('organizations.tokens.reject')}
            </Button>
          )}
        </>
      }
    >
      <Group gap="sm">
        <Text fw={600}>{name}</Text>
        <Badge color={tones[verdict]} variant="light">
          {t(`organizations.tokens.verdict.${verdict}`)}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {t('organizations.tokens.of', { email })},{' '}
        {end === null ? t('organizations.tokens.endsNever') : `${t('organizations.tokens.ends')} ${exactly(end)}`}
      </Text>
    </RowCard>
  )
}
