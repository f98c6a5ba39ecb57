import { Alert, Button, Checkbox, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Entry } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { isProblem, issueAt } from '../../api/problems.ts'
import { environmentsQuery } from '../../api/queries.ts'
import { Dialog } from '../../pieces/dialog.tsx'
import { localTime, utcTime } from '../../pieces/local-time.ts'
import { notifyDone } from '../../pieces/notify.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'
import type { EntryRights } from './entry-rights.ts'

export type Publishing = 'publish' | 'unpublish' | 'schedule' | 'request'

interface PublishDialogProps {
  readonly space: string
  readonly entry: Entry
  readonly codes: readonly string[]
  readonly rights: EntryRights
  /** Null: closed. */
  readonly publishing: Publishing | null
  /** Something is typed that is not saved: it is saved first. */
  readonly dirty: boolean
  readonly save: () => Promise<void>
  /** Goes on with another way, such as asking for a review. */
  readonly onTurn: (publishing: Publishing) => void
  readonly onClose: () => void
}

/** Puts an entry live or takes it offline: now, later, or once somebody else has agreed. */
export function PublishDialog(props: PublishDialogProps) {
  const { publishing, onClose } = props
  return (
    <Dialog
      opened={publishing !== null}
      onClose={onClose}
      title={publishing === null ? '' : t(`content.publish.${publishing}Title`)}
    >
      {publishing !== null && <PublishForm key={publishing} {...props} publishing={publishing} />}
    </Dialog>
  )
}

/** What is said in the form. */
interface Said {
  readonly environments: readonly string[]
  readonly locales: readonly string[]
  readonly action: 'publish' | 'unpublish'
  /** As its input writes it. */
  readonly at: string
  readonly note: string
}

function PublishForm(props: PublishDialogProps & { readonly publishing: Publishing }) {
  const { space, entry, codes, rights, publishing, dirty, onTurn, onClose } = props
  const known = useQuery(environmentsQuery(space)).data?.map(({ slug }) => slug) ?? ['production']
  const offered = publishing === 'unpublish' ? entry.environments : known
  const [said, setSaid] = useState<Said>(() => ({
    environments: entry.environments.length > 0 ? entry.environments.slice(0, 1) : ['production'],
    locales: codes,
    action: 'publish',
    at: localTime(new Date(Date.now() + 60 * 60 * 1000).toISOString()),
    note: '',
  }))
  const change = (part: Partial<Said>) => setSaid({ ...said, ...part })
  const run = usePublishing(props, said)
  const saves = dirty && publishing !== 'unpublish'
  const refused = isProblem(run.error, 'review-required') && rights.deed('request').allowed
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        run.mutate()
      }}
    >
      <Stack>
        <Text size="sm">{t(`content.publish.${publishing}Text`)}</Text>
        {saves && (
          <Alert color="key" variant="light">
            {t('content.publish.savesFirst')}
          </Alert>
        )}
        {(publishing === 'schedule' || publishing === 'request') && entry.status === 'published' && (
          <Select
            label={t('content.publish.what')}
            data={[
              { value: 'publish', label: t('content.deed.publish') },
              { value: 'unpublish', label: t('content.deed.unpublish') },
            ]}
            value={said.action}
            allowDeselect={false}
            onChange={(next) => change({ action: next === 'unpublish' ? 'unpublish' : 'publish' })}
          />
        )}
        {publishing === 'schedule' && (
          <TextInput
            type="datetime-local"
            label={t('content.publish.at')}
            description={t('content.publish.atHint')}
            required
            withAsterisk={false}
            value={said.at}
            error={issueAt(run.error, '/at')}
            onChange={({ currentTarget: { value } }) => change({ at: value })}
          />
        )}
        {publishing === 'request' ? (
          <Select
            label={t('content.publish.environment')}
            data={[...offered]}
            value={said.environments[0] ?? null}
            allowDeselect={false}
            onChange={(next) => change({ environments: next === null ? [] : [next] })}
          />
        ) : (
          <Checkbox.Group
            label={t('content.publish.environments')}
            value={[...said.environments]}
            onChange={(environments) => change({ environments })}
          >
            <Stack gap={6} mt={6}>
              {offered.map((slug) => (
                <Checkbox key={slug} value={slug} label={slug} />
              ))}
            </Stack>
          </Checkbox.Group>
        )}
        {codes.length > 1 && (
          <Checkbox.Group
            label={t('content.publish.locales')}
            value={[...said.locales]}
            onChange={(locales) => change({ locales })}
          >
            <Group gap="md" mt={6}>
              {codes.map((code) => (
                <Checkbox key={code} value={code} label={code} />
              ))}
            </Group>
          </Checkbox.Group>
        )}
        {publishing === 'request' && (
          <Textarea
            label={t('content.publish.note')}
            description={t('content.publish.noteHint')}
            autosize
            maxLength={500}
            value={said.note}
            onChange={({ currentTarget: { value } }) => change({ note: value })}
          />
        )}
        <ProblemAlert error={run.error} except={['/at']} />
        {refused && (
          <Button variant="default" onClick={() => onTurn('request')}>
            {t('content.deed.request')}
          </Button>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shared.cancel')}
          </Button>
          <Button
            type="submit"
            data-autofocus
            loading={run.isPending}
            disabled={said.environments.length === 0 || said.locales.length === 0}
          >
            {t(`content.deed.${publishing}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function usePublishing(
  { space, entry, codes, publishing, dirty, save, onClose }: PublishDialogProps & { readonly publishing: Publishing },
  { environments, locales, action, at, note }: Said,
) {
  const queries = useQueryClient()
  const params = { space, entry: entry.id }
  // All of them are those that there will be then, too.
  const some = locales.length < codes.length ? { locales: [...locales] } : {}
  const where = { environments: [...environments], ...some }
  const runs: Record<Publishing, () => Promise<unknown>> = {
    publish: () => api.entries.publish(params, { body: where }),
    unpublish: () => api.entries.unpublish(params, { body: where }),
    schedule: () =>
      api.schedules.create(params, {
        body: { ...where, action, at: utcTime(at) ?? at },
        idempotencyKey: crypto.randomUUID(),
      }),
    request: () =>
      api.publishRequests.create(
        { space },
        {
          body: { entry: entry.id, action, ...some, environment: environments[0], note: note.trim() },
          idempotencyKey: crypto.randomUUID(),
        },
      ),
  }
  return useMutation({
    mutationFn: async () => {
      if (dirty && publishing !== 'unpublish') await save()
      await attempt(runs[publishing])
    },
    onSuccess: async () => {
      notifyDone(t(`content.publish.${publishing}Done`))
      onClose()
      await queries.invalidateQueries({ queryKey: ['spaces', space, 'entries'] })
    },
  })
}
