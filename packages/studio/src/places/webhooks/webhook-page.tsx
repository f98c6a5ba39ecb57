import { Alert, Badge, Button, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import type { Webhook } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { webhooksQuery } from '../../api/queries.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { Fact, Facts } from '../../pieces/facts.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { MissingPage } from '../../pieces/missing-page.tsx'
import { Page } from '../../pieces/page.tsx'
import { SecretOnce } from '../../pieces/secret-once.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { WaitingPage } from '../../shell/waiting-page.tsx'
import { t } from '../../words/words.ts'
import { Deliveries } from './deliveries.tsx'
import { EditWebhookDialog } from './webhook-dialog.tsx'

/** A webhook: what it is told of, and what went there. */
export function WebhookPage() {
  const { space = '', webhook: id = '' } = useParams({ strict: false })
  const list = useQuery(webhooksQuery(space))
  const webhook = list.data?.find((each) => each.id === id)
  const back = {
    label: t('webhooks.title'),
    link: { to: '/studio/spaces/$space/webhooks', params: { space } },
  } as const
  if (list.isPending) return <WaitingPage />
  if (webhook === undefined) return <MissingPage error={list.error} back={back} />
  return (
    <Page title={webhook.name} lead={webhook.url} back={back} actions={<Deeds webhook={webhook} space={space} />}>
      {webhook.paused_because !== null && (
        <Alert color="yellow" variant="light">
          {t('webhooks.pausedBecause', { reason: webhook.paused_because })}
        </Alert>
      )}
      <Section
        title={t('webhooks.overview')}
        actions={
          <Badge color={webhook.state === 'active' ? 'key' : 'yellow'} variant="light">
            {t(`webhooks.state.${webhook.state}`)}
          </Badge>
        }
      >
        <Facts>
          <Fact label={t('webhooks.events')}>{webhook.events.join(', ')}</Fact>
          {webhook.types !== null && <Fact label={t('webhooks.types')}>{webhook.types.join(', ')}</Fact>}
          {webhook.environments !== null && (
            <Fact label={t('webhooks.environments')}>{webhook.environments.join(', ')}</Fact>
          )}
          <Fact label={t('webhooks.actsFor')}>
            <ActorName actor={webhook.acts_for} space={space} />
          </Fact>
          <Fact label={t('webhooks.made')}>
            <Moment time={webhook.created_at} />
          </Fact>
        </Facts>
      </Section>
      <Deliveries webhook={webhook} space={space} />
    </Page>
  )
}

function Deeds({ webhook, space }: { readonly webhook: Webhook; readonly space: string }) {
  const { id, name, state, version } = webhook
  const [editing, edit] = useDisclosure(false)
  const navigate = useNavigate()
  const { queryKey } = webhooksQuery(space)
  const params = { space, webhook: id }
  const next = state === 'active' ? 'paused' : 'active'
  const turn = useDeed({
    run: () => api.webhooks.update(params, { body: { state: next }, ifMatch: version }),
    done: t(next === 'paused' ? 'webhooks.paused' : 'webhooks.resumed'),
    stale: [queryKey],
  })
  const test = useDeed({ run: () => api.webhooks.test(params), done: t('webhooks.tested'), stale: [queryKey] })
  const rotate = useDeed({ run: () => api.webhooks.rotateSecret(params, { body: {} }), stale: [queryKey] })
  const remove = useDeed({
    run: () => api.webhooks.delete(params),
    done: t('webhooks.deleted'),
    leave: () => navigate({ to: '/studio/spaces/$space/webhooks', params: { space } }),
    stale: [queryKey],
  })
  return (
    <Group gap="xs">
      <Button
        variant="default"
        size="xs"
        loading={test.isPending}
        disabled={state !== 'active'}
        onClick={() => test.mutate(undefined, { onError: notifyProblem })}
      >
        {t('webhooks.test')}
      </Button>
      <Button variant="default" size="xs" onClick={edit.open}>
        {t('webhooks.edit')}
      </Button>
      <Button
        variant="default"
        size="xs"
        loading={turn.isPending}
        onClick={() => turn.mutate(undefined, { onError: notifyProblem })}
      >
        {t(state === 'active' ? 'webhooks.pause' : 'webhooks.resume')}
      </Button>
      <ConfirmButton
        size="xs"
        label={t('webhooks.rotate')}
        title={t('webhooks.rotateTitle')}
        text={t('webhooks.rotateText')}
        deed={rotate}
      />
      <ConfirmButton
        size="xs"
        label={t('webhooks.delete')}
        title={t('webhooks.deleteTitle', { name })}
        text={t('webhooks.deleteText')}
        deed={remove}
      />
      <EditWebhookDialog key={version} space={space} webhook={webhook} opened={editing} onClose={edit.close} />
      <Dialog
        opened={rotate.data !== undefined}
        onClose={rotate.reset}
        closeOnClickOutside={false}
        title={t('webhooks.secretTitle', { name })}
      >
        <SecretOnce
          label={t('webhooks.secretLabel')}
          lead={t('webhooks.secretLead')}
          secret={rotate.data?.secret ?? ''}
          onDone={rotate.reset}
        />
      </Dialog>
    </Group>
  )
}
