import { Alert, Button, Group, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Release } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { membersQuery, releasesQuery, sessionQuery, spacesQuery, tokensQuery } from '../../api/queries.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { utcTime } from '../../pieces/local-time.ts'
import { notifyProblem } from '../../pieces/notify.tsx'
import { MissingPage } from '../../pieces/missing-page.tsx'
import { Page } from '../../pieces/page.tsx'
import { SecretOnce } from '../../pieces/secret-once.tsx'
import { Section } from '../../pieces/section.tsx'
import { TransferForm } from '../../pieces/transfer-form.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { WaitingPage } from '../../shell/waiting-page.tsx'
import { t } from '../../words/words.ts'
import { releaseBody, ReleaseDialog, type ReleaseDraft } from './release-form.tsx'
import { ReleaseItems } from './release-items.tsx'
import { ReleaseState } from './release-state.tsx'

/** A release: what is in it, how it will look, and the moment when it goes live. */
export function ReleasePage() {
  const { space = '', release: id = '' } = useParams({ strict: false })
  const list = useQuery(releasesQuery(space))
  const release = list.data?.find((each) => each.id === id)
  const back = {
    label: t('releases.title'),
    link: { to: '/studio/spaces/$space/releases', params: { space } },
  } as const
  if (list.isPending) return <WaitingPage />
  if (release === undefined) return <MissingPage error={list.error} back={back} />
  return (
    <Page
      title={release.name}
      {...(release.description !== '' && { lead: release.description })}
      back={back}
      actions={<Deeds release={release} space={space} />}
    >
      <Group gap="lg">
        <ReleaseState release={release} />
        <Text size="sm" c="dimmed">
          {t('releases.environments')}: {release.environments.join(', ')}
        </Text>
      </Group>
      {release.failure !== null && (
        <Alert color="red" variant="light">
          {t('releases.failure', { reason: release.failure.reason })}
        </Alert>
      )}
      <ReleaseItems release={release} space={space} editable={isOpen(release)} />
      {release.state !== 'published' && <Preview release={release} space={space} />}
      <Owner release={release} space={space} />
    </Page>
  )
}

/** Whose it is, and to whom else it can be given. */
function Owner({ release, space }: { readonly release: Release; readonly space: string }) {
  const { owner, id, version } = release
  const me = useQuery(sessionQuery).data?.account.id
  const ofSpace = useQuery(spacesQuery).data?.find(({ slug }) => slug === space)?.owner
  const members = useQuery(membersQuery(space)).data ?? []
  const give = useDeed({
    run: (account: string) =>
      api.releases.transfer({ space, release: id }, { body: { owner: account }, ifMatch: version }),
    done: t('releases.given'),
    stale: [releasesQuery(space).queryKey],
  })
  return (
    <Section title={t('releases.owner')} lead={t('releases.ownerLead')}>
      <Text size="sm">
        <ActorName actor={`account:${owner}`} space={space} />
      </Text>
      {(me === owner || me === ofSpace) && (
        <TransferForm
          label={t('releases.giveTo')}
          submit={t('releases.give')}
          people={members.filter(({ account }) => account !== owner)}
          deed={give}
        />
      )}
    </Section>
  )
}

/** Whether it can still be changed and put live. */
function isOpen({ state }: Release): boolean {
  return state === 'open' || state === 'failed'
}

function Deeds({ release, space }: { readonly release: Release; readonly space: string }) {
  const { id, name, state, version } = release
  const [editing, edit] = useDisclosure(false)
  const [scheduling, schedule] = useDisclosure(false)
  const navigate = useNavigate()
  const params = { space, release: id }
  const stale = [releasesQuery(space).queryKey]
  const save = useDeed({
    run: (draft: ReleaseDraft) => api.releases.update(params, { body: releaseBody(draft), ifMatch: version }),
    done: t('releases.saved'),
    stale,
    onDone: edit.close,
  })
  const publish = useDeed({
    run: () => api.releases.publish(params, { ifMatch: version }),
    done: t('releases.published'),
    stale: [...stale, ['spaces', space, 'entries']],
  })
  const unschedule = useDeed({
    run: () => api.releases.unschedule(params, { ifMatch: version }),
    done: t('releases.unscheduled'),
    stale,
  })
  const remove = useDeed({
    run: () => api.releases.delete(params),
    done: t('releases.deleted'),
    leave: () => navigate({ to: '/studio/spaces/$space/releases', params: { space } }),
    stale,
  })
  return (
    <Group gap="xs">
      {isOpen(release) && (
        <>
          <Button variant="default" size="xs" onClick={edit.open}>
            {t('releases.edit')}
          </Button>
          <Button variant="default" size="xs" onClick={schedule.open}>
            {t('releases.schedule')}
          </Button>
          <ConfirmButton
            size="xs"
            variant="filled"
            c={undefined}
            label={t('releases.publish')}
            title={t('releases.publishTitle', { name })}
            text={t('releases.publishText')}
            deed={publish}
          />
        </>
      )}
      {state === 'scheduled' && (
        <Button
          variant="default"
          size="xs"
          loading={unschedule.isPending}
          onClick={() => unschedule.mutate(undefined, { onError: notifyProblem })}
        >
          {t('releases.unschedule')}
        </Button>
      )}
      <ConfirmButton
        size="xs"
        label={t('releases.delete')}
        title={t('releases.deleteTitle', { name })}
        text={t('releases.deleteText')}
        deed={remove}
      />
      <ReleaseDialog
        key={version}
        space={space}
        title={t('releases.edit')}
        submit={t('shared.save')}
        release={release}
        deed={save}
        opened={editing}
        onClose={edit.close}
      />
      <ScheduleDialog release={release} space={space} opened={scheduling} onClose={schedule.close} />
    </Group>
  )
}

interface ScheduleDialogProps {
  readonly release: Release
  readonly space: string
  readonly opened: boolean
  readonly onClose: () => void
}

function ScheduleDialog({ release: { id, version }, space, opened, onClose }: ScheduleDialogProps) {
  const [at, setAt] = useState('')
  const time = utcTime(at)
  const schedule = useDeed({
    run: () => api.releases.schedule({ space, release: id }, { body: { release_at: time ?? at }, ifMatch: version }),
    done: t('releases.scheduled'),
    stale: [releasesQuery(space).queryKey],
    onDone: onClose,
  })
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={t('releases.scheduleTitle')}
      submit={t('releases.schedule')}
      disabled={time === null}
      saving={schedule.isPending}
      error={schedule.error}
      except={['/release_at']}
      onSubmit={() => schedule.mutate()}
    >
      <TextInput
        type="datetime-local"
        label={t('releases.scheduleAt')}
        description={t('releases.scheduleHint')}
        required
        withAsterisk={false}
        data-autofocus
        value={at}
        error={issueAt(schedule.error, '/release_at')}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
    </DialogForm>
  )
}

function Preview({ release, space }: { readonly release: Release; readonly space: string }) {
  const name = t('releases.previewName', { name: release.name })
  const issue = useDeed({
    run: () =>
      api.releaseTokens.create({ space, release: release.id }, { body: { name }, idempotencyKey: crypto.randomUUID() }),
    done: t('releases.tokenIssued'),
    stale: [tokensQuery(space).queryKey],
  })
  return (
    <Section
      title={t('releases.preview')}
      lead={t('releases.previewLead')}
      actions={
        <Button
          variant="default"
          loading={issue.isPending}
          onClick={() => issue.mutate(undefined, { onError: notifyProblem })}
        >
          {t('releases.previewToken')}
        </Button>
      }
    >
      <Dialog
        opened={issue.data !== undefined}
        onClose={issue.reset}
        closeOnClickOutside={false}
        title={t('tokens.secret.title', { name })}
      >
        <SecretOnce
          label={t('tokens.secret.label')}
          lead={t('tokens.secret.leadAgain')}
          secret={issue.data?.secret ?? ''}
          onDone={issue.reset}
        />
      </Dialog>
    </Section>
  )
}
