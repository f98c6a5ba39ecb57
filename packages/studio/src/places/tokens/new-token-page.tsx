import { Button, Grid, Group, Paper, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { IssuedToken } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import {
  catalogueQuery,
  installationTokensQuery,
  ownTokensQuery,
  releasesQuery,
  rolesQuery,
  tokensQuery,
} from '../../api/queries.ts'
import { useOwnRights } from '../../pieces/grants/use-own-rights.ts'
import { Page } from '../../pieces/page.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { StepHeading } from '../../pieces/step-heading.tsx'
import { Steps } from '../../pieces/steps.tsx'
import { useKept } from '../../pieces/use-kept.ts'
import { useNow } from '../../pieces/use-now.ts'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'
import { factsOf } from './calls-of-people.ts'
import { type Draft, type DraftKind, endsByDefault, newDraft } from './draft.ts'
import { installationTokenBody, personalTokenBody, spaceTokenBody } from './draft-body.ts'
import { type Missing, missingIn, warningsIn } from './draft-checks.ts'
import { draftReach } from './draft-reach.ts'
import { account, type Holder, useHolder } from './holder.ts'
import { listLink, tokenLink } from './holder-links.ts'
import { KindStep } from './kind-step.tsx'
import { LimitsStep } from './limits-step.tsx'
import { ReachPanel } from './reach-panel.tsx'
import { ReachStep } from './reach-step.tsx'
import { SecretPage } from './secret-page.tsx'

type Step = 'purpose' | 'reach' | 'limits'

/** Makes a token in three steps, with what it will be able to do beside them. */
export function NewTokenPage() {
  const holder = useHolder()
  const [issued, setIssued] = useState<IssuedToken | null>(null)
  const navigate = useNavigate()
  if (issued !== null) {
    const { kind, id } = issued
    const keeper = kind === 'personal' ? account : holder
    return (
      <SecretPage token={issued} secret={issued.secret ?? ''} onDone={() => void navigate(tokenLink(keeper, id))} />
    )
  }
  return <NewTokenForm key={keyOf(holder)} holder={holder} onIssued={setIssued} />
}

interface NewTokenFormProps {
  readonly holder: Holder
  readonly onIssued: (token: IssuedToken) => void
}

/** Under which its draft is kept. */
function keyOf({ of, space }: Holder): string {
  return `${of} ${space ?? ''}`
}

/** Where only one kind can be made there is nothing to choose. */
const onlyKinds = { space: null, account: 'personal', installation: 'api' } as const

function NewTokenForm({ holder, onIssued }: NewTokenFormProps) {
  const { of, space } = holder
  const onlyKind = onlyKinds[of]
  const [draft, change, forget] = useKept<Draft>(`new-token ${keyOf(holder)}`, () => newDraft(onlyKind, new Date()))
  const [step, setStep] = useState<Step>(onlyKind === null ? 'purpose' : 'reach')
  const [checked, setChecked] = useState(false)
  const now = useNow()
  const { kind } = draft
  const reach = useDraftReach(draft, space)
  const rights = useOwnRights(space)
  const catalogue = useQuery(catalogueQuery).data
  const warnings = useMemo(
    () => warningsIn(draft, catalogue === undefined ? [] : factsOf(catalogue)),
    [draft, catalogue],
  )
  const missing = missingIn(draft, now)
  const issue = useIssue(draft, holder, (token) => {
    forget()
    onIssued(token)
  })
  const choose = (next: DraftKind) => {
    change({ kind: next, expires: next === kind ? draft.expires : endsByDefault(next) })
    setStep('reach')
  }
  const steps = [
    ...(onlyKind === null ? [{ name: 'purpose', label: t('tokens.new.stepPurpose') }] : []),
    { name: 'reach', label: t('tokens.new.stepReach') },
    { name: 'limits', label: t('tokens.new.stepLimits') },
  ]
  const entered = kind === null ? 'purpose' : step
  const submit = () => {
    setChecked(true)
    if (step === 'reach') {
      if (isReachWhole(missing)) setStep('limits')
      return
    }
    if (Object.keys(missing).length === 0) issue.mutate()
    else if (!isReachWhole(missing)) setStep('reach')
  }
  const shownMissing = checked ? missing : {}
  return (
    <Page
      title={t('tokens.new.title')}
      lead={t('tokens.new.draftKept')}
      back={{ label: t(`tokens.titles.${of}`), link: listLink(holder) }}
      actions={
        <Button
          variant="default"
          onClick={() => {
            forget()
            setChecked(false)
            issue.reset()
            setStep(onlyKind === null ? 'purpose' : 'reach')
          }}
        >
          {t('tokens.new.discard')}
        </Button>
      }
    >
      <Steps
        label={t('tokens.new.title')}
        steps={steps}
        current={step}
        lockedFrom={kind === null ? 1 : steps.length}
        onGo={(name) => setStep(name === 'limits' ? 'limits' : name === 'reach' ? 'reach' : 'purpose')}
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack>
            <StepHeading name={entered}>{steps.find(({ name }) => name === entered)?.label ?? ''}</StepHeading>
            {entered === 'purpose' || kind === null ? (
              <KindStep chosen={kind} rights={rights} onChoose={choose} />
            ) : (
              <Paper p={{ base: 'md', xs: 'lg' }}>
                <form
                  noValidate
                  onSubmit={(event) => {
                    event.preventDefault()
                    submit()
                  }}
                >
                  <Stack gap="lg">
                    {step === 'reach' ? (
                      <ReachStep
                        draft={{ ...draft, kind }}
                        space={space}
                        onChange={change}
                        missing={shownMissing}
                        error={issue.error}
                      />
                    ) : (
                      <LimitsStep
                        draft={draft}
                        space={space}
                        onChange={change}
                        missing={shownMissing}
                        warnings={warnings}
                        error={issue.error}
                      />
                    )}
                    <ProblemAlert error={issue.error} />
                    {step === 'limits' && checked && !isReachWhole(missing) && (
                      <Text size="sm" c="var(--studio-danger)" role="alert">
                        {t('tokens.new.fix')}
                      </Text>
                    )}
                    <Group justify="space-between">
                      <Button
                        variant="default"
                        disabled={step === 'reach' && onlyKind !== null}
                        onClick={() => setStep(step === 'limits' ? 'reach' : 'purpose')}
                      >
                        {t('shared.back')}
                      </Button>
                      <Button type="submit" loading={issue.isPending}>
                        {t(step === 'limits' ? 'tokens.new.issue' : 'shared.next')}
                      </Button>
                    </Group>
                  </Stack>
                </form>
              </Paper>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <ReachPanel draft={draft} reach={reach} />
        </Grid.Col>
      </Grid>
    </Page>
  )
}

/** Whether nothing is missing but what the last step asks for. */
function isReachWhole(missing: Missing): boolean {
  return Object.keys(missing).every((part) => part === 'lastDay')
}

function useDraftReach(draft: Draft, space: string | null): readonly string[] {
  const enabled = space !== null
  const roles = useQuery({ ...rolesQuery(space ?? ''), enabled: enabled && draft.opens === 'role' }).data
  const releases = useQuery({ ...releasesQuery(space ?? ''), enabled: enabled && draft.kind === 'release' }).data
  return useMemo(
    () =>
      draftReach(draft, {
        space,
        role: (id) => roles?.find((role) => role.id === id)?.name ?? null,
        release: (id) => releases?.find((release) => release.id === id)?.name ?? null,
      }),
    [draft, space, roles, releases],
  )
}

function useIssue(draft: Draft, { of, space }: Holder, onIssued: (token: IssuedToken) => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (): Promise<IssuedToken> => {
      const { kind } = draft
      // One key for all tries: a repeated request makes one token.
      const idempotencyKey = crypto.randomUUID()
      if (of === 'installation') {
        const body = installationTokenBody(draft)
        return attempt(() => api.installationTokens.create({ body, idempotencyKey }))
      }
      if (kind === null || kind === 'personal' || of === 'account') {
        const body = personalTokenBody(draft)
        return attempt(() => api.accountTokens.create({ body, idempotencyKey }))
      }
      const body = spaceTokenBody(draft, kind, space)
      return attempt(() => api.tokens.create({ space }, { body, idempotencyKey }))
    },
    onSuccess: async (token) => {
      onIssued(token)
      const { queryKey } =
        token.kind === 'personal' ? ownTokensQuery : of === 'space' ? tokensQuery(space) : installationTokensQuery
      await queries.invalidateQueries({ queryKey })
    },
  })
}
