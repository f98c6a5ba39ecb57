import { Table, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { TrashedEntry } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { isProblem } from '../../api/problems.ts'
import { typesQuery } from '../../api/queries.ts'
import type { Permit } from '../../api/use-may.ts'
import { ActorName } from '../../pieces/actor-name.tsx'
import { ConfirmDialog } from '../../pieces/confirm-dialog.tsx'
import { Moment } from '../../pieces/moment.tsx'
import { notifyProblem } from '../../pieces/notify.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { RowDeeds } from '../../pieces/row-deeds.tsx'
import { TextDialog } from '../../pieces/text-dialog.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { WindowedTable } from '../../pieces/windowed-table.tsx'
import { t } from '../../words/words.ts'
import classes from './trash-page.module.css'

interface TrashedEntriesProps {
  readonly space: string
  readonly entries: readonly TrashedEntry[]
  readonly restore: Permit
  readonly remove: Permit
}

/** The entries that were deleted and can still come back. */
export function TrashedEntries({ space, entries, restore, remove }: TrashedEntriesProps) {
  const types = useQuery(typesQuery(space)).data ?? []
  return (
    <WindowedTable
      className={classes['table'] ?? ''}
      verticalSpacing="sm"
      label={t('content.title')}
      count={entries.length}
      lineHeight={65}
      columns={4}
      head={
        <>
          <Table.Th scope="col">{t('content.slug')}</Table.Th>
          <Table.Th scope="col" data-column="by">
            {t('content.trash.by')}
          </Table.Th>
          <Table.Th scope="col" data-column="at">
            {t('content.trash.at')}
          </Table.Th>
          <Table.Th scope="col" data-column="deeds">
            {t('tokens.column.deeds')}
          </Table.Th>
        </>
      }
      renderRow={(index) => {
        const entry = entries[index]
        if (entry === undefined) return null
        return {
          key: entry.id,
          cells: (
            <>
              <Table.Td data-column="slug">
                <Text size="sm" fw={600}>
                  {entry.slug}
                </Text>
                <Text size="xs" c="dimmed">
                  {types.find(({ slug }) => slug === entry.type)?.name ?? entry.type}
                </Text>
                <div className={classes['when']}>
                  <Moment time={entry.deleted_at} />
                </div>
              </Table.Td>
              <Table.Td data-column="by">
                <Text size="sm">
                  <ActorName actor={entry.deleted_by} space={space} />
                </Text>
              </Table.Td>
              <Table.Td data-column="at">
                <Moment time={entry.deleted_at} />
              </Table.Td>
              <Table.Td data-column="deeds">
                <TrashedDeeds {...{ space, entry, restore, remove }} />
              </Table.Td>
            </>
          ),
        }
      }}
    />
  )
}

interface TrashedDeedsProps {
  readonly space: string
  readonly entry: TrashedEntry
  readonly restore: Permit
  readonly remove: Permit
}

function TrashedDeeds({ space, entry, restore: mayRestore, remove: mayRemove }: TrashedDeedsProps) {
  const [renaming, askForSlug] = useDisclosure(false)
  const [deleting, ask] = useDisclosure(false)
  const { id, slug } = entry
  const stale = [['spaces', space]]
  const done = t('content.trash.restored', { slug })
  const restore = useDeed({ run: () => api.trash.restore({ space, entry: id }, { body: {} }), done, stale })
  const restoreAs = useDeed({
    run: (other: string) => api.trash.restore({ space, entry: id }, { body: { slug: other } }),
    done,
    stale,
  })
  const remove = useDeed({
    run: () => api.trash.delete({ space, entry: id }),
    done: t('content.trash.deleted', { slug }),
    stale,
  })
  return (
    <RowDeeds>
      <PermitButton
        size="xs"
        variant="default"
        permit={mayRestore}
        loading={restore.isPending}
        aria-label={t('content.trash.restoreOf', { slug })}
        onClick={() =>
          restore.mutate(undefined, {
            onError: (error) => (isProblem(error, 'slug-taken') ? askForSlug.open() : notifyProblem(error)),
          })
        }
      >
        {t('content.trash.restore')}
      </PermitButton>
      <PermitButton
        size="xs"
        variant="default"
        c="var(--studio-danger)"
        permit={mayRemove}
        aria-label={t('content.trash.deleteOf', { slug })}
        onClick={ask.open}
      >
        {t('content.trash.delete')}
      </PermitButton>
      <TextDialog
        opened={renaming}
        onClose={askForSlug.close}
        title={t('content.trash.taken')}
        submit={t('content.trash.restore')}
        label={t('content.slug')}
        text={t('content.trash.takenText')}
        initial={`${slug}-2`}
        pointer="/slug"
        deed={restoreAs}
      />
      <ConfirmDialog
        opened={deleting}
        onClose={ask.close}
        title={t('content.trash.deleteTitle', { slug })}
        text={t('content.trash.deleteText')}
        label={t('content.trash.delete')}
        deed={remove}
      />
    </RowDeeds>
  )
}
