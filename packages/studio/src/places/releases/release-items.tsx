import { Badge, Button, Group, Select, Text } from '@mantine/core'
import { useDebouncedValue, useDisclosure } from '@mantine/hooks'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Release, ReleaseItem } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { entriesQuery } from '../../api/content-queries.ts'
import { issueAt } from '../../api/problems.ts'
import { releaseItemsQuery, releasesQuery } from '../../api/queries.ts'
import { ChoiceGroup } from '../../pieces/choice-group.tsx'
import { ConfirmButton } from '../../pieces/confirm-button.tsx'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowCard, RowCards } from '../../pieces/row-card.tsx'
import { Section } from '../../pieces/section.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

interface ReleaseItemsProps {
  readonly release: Release
  readonly space: string
  readonly editable: boolean
}

/** The entries of a release, each as it was put in. */
export function ReleaseItems({ release, space, editable }: ReleaseItemsProps) {
  const list = useQuery(releaseItemsQuery(space, release.id))
  const [adding, add] = useDisclosure(false)
  return (
    <Section
      title={t('releases.items')}
      lead={t('releases.itemsLead')}
      actions={
        editable && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={add.open}>
            {t('releases.add')}
          </Button>
        )
      }
    >
      <ProblemAlert error={list.error} />
      {list.isSuccess && list.data.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('releases.itemsNone')}
        </Text>
      )}
      <RowCards label={t('releases.items')}>
        {(list.data ?? []).map((item) => (
          <ItemCard key={item.entry.id} item={item} release={release} space={space} editable={editable} />
        ))}
      </RowCards>
      <AddDialog release={release} space={space} opened={adding} onClose={add.close} />
    </Section>
  )
}

function ItemCard({ item, release, space, editable }: ReleaseItemsProps & { readonly item: ReleaseItem }) {
  const { entry, action, version, outdated } = item
  const { slug } = entry
  const params = { space, release: release.id, entry: entry.id }
  // What is in it counts for its version.
  const stale = [releasesQuery(space).queryKey]
  const renew = useDeed({
    run: () => api.releaseItems.update(params, { body: {} }),
    done: t('releases.renewed'),
    stale,
  })
  const remove = useDeed({ run: () => api.releaseItems.remove(params), done: t('releases.removed'), stale })
  return (
    <RowCard
      actions={
        editable && (
          <>
            {outdated === true && (
              <Button
                size="xs"
                variant="default"
                loading={renew.isPending}
                aria-label={t('releases.renewOf', { slug })}
                onClick={() => renew.mutate(undefined, { onError: notifyProblem })}
              >
                {t('releases.renew')}
              </Button>
            )}
            <ConfirmButton
              size="xs"
              label={t('releases.remove')}
              name={t('releases.removeOf', { slug })}
              title={t('releases.removeOf', { slug })}
              text={t('releases.itemsLead')}
              deed={remove}
            />
          </>
        )
      }
    >
      <Group gap="sm">
        <Text fw={600}>{slug}</Text>
        <Text size="sm" c="dimmed">
          {entry.type}
        </Text>
        {outdated === true && (
          <Badge color="yellow" variant="light">
            {t('releases.outdated')}
          </Badge>
        )}
      </Group>
      <Text size="sm" c="dimmed">
        {t(action === 'publish' ? 'releases.publishes' : 'releases.unpublishes')}
        {version !== null && `, ${t('releases.version', { version })}`}
      </Text>
    </RowCard>
  )
}

interface AddDialogProps {
  readonly release: Release
  readonly space: string
  readonly opened: boolean
  readonly onClose: () => void
}

function AddDialog({ release, space, opened, onClose }: AddDialogProps) {
  const [entry, setEntry] = useState<{ readonly value: string; readonly label: string } | null>(null)
  const [action, setAction] = useState<'publish' | 'unpublish'>('publish')
  const [typed, setTyped] = useState('')
  // What was chosen is not looked for.
  const [search] = useDebouncedValue(entry?.label === typed ? '' : typed.trim(), 250)
  const entries = useQuery({
    ...entriesQuery(space, { count: false, ...(search !== '' && { search }) }),
    enabled: opened,
  })
  const add = useDeed({
    run: () =>
      api.releaseItems.add(
        { space, release: release.id },
        { body: { entry: entry?.value ?? '', action }, idempotencyKey: crypto.randomUUID() },
      ),
    done: t('releases.added'),
    stale: [releasesQuery(space).queryKey],
    onDone: () => {
      setEntry(null)
      setTyped('')
      onClose()
    },
  })
  const found = (entries.data?.items ?? []).map(({ id, slug, type }) => ({ value: id, label: `${slug} (${type})` }))
  const options = entry === null || found.some(({ value }) => value === entry.value) ? found : [entry, ...found]
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={t('releases.addTitle')}
      submit={t('releases.add')}
      disabled={entry === null}
      saving={add.isPending}
      error={add.error ?? entries.error}
      except={['/entry']}
      onSubmit={() => add.mutate()}
    >
      <Select
        searchable
        label={t('releases.entry')}
        nothingFoundMessage={t('releases.entryNone')}
        data={options}
        value={entry?.value ?? null}
        error={issueAt(add.error, '/entry')}
        // The server has looked already.
        filter={(given) => given.options}
        searchValue={typed}
        onSearchChange={setTyped}
        onChange={(value) => setEntry(options.find((option) => option.value === value) ?? null)}
        data-autofocus
      />
      <ChoiceGroup
        label={t('releases.action')}
        value={action}
        onChange={setAction}
        choices={[
          { value: 'publish', label: t('releases.publishes') },
          { value: 'unpublish', label: t('releases.unpublishes') },
        ]}
      />
    </DialogForm>
  )
}
