import { Anchor, Skeleton, Stack, Table, Text } from '@mantine/core'
import IconTags from '@tabler/icons-react/icons/IconTags'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { OwnQuestion } from '../../api/answers.ts'
import { assetTagsQuery, tagsQuery } from '../../api/content-queries.ts'
import { typesQuery } from '../../api/queries.ts'
import { type Permit, useMay } from '../../api/use-may.ts'
import { Empty } from '../../pieces/empty.tsx'
import { Page } from '../../pieces/page.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { RowDeeds } from '../../pieces/row-deeds.tsx'
import { SearchInput } from '../../pieces/search-input.tsx'
import { WindowedTable } from '../../pieces/windowed-table.tsx'
import { t } from '../../words/words.ts'
import { allTypes } from '../entries/entry-search.ts'
import { type CountedTag, countedTags } from './counted-tags.ts'
import { RemoveTag, RenameTag } from './tag-deeds.tsx'
import classes from './tag-list-page.module.css'

/** The tags of a space with what bears them. */
export function TagListPage() {
  const { space = '' } = useParams({ strict: false })
  const ofEntries = useQuery(tagsQuery(space))
  const ofFiles = useQuery(assetTagsQuery(space))
  const [search, searchFor] = useState<string | undefined>(undefined)
  const tags = useMemo(() => countedTags(ofEntries.data ?? [], ofFiles.data ?? []), [ofEntries.data, ofFiles.data])
  const shown = tags.filter(({ tag }) => tag.toLowerCase().includes((search ?? '').toLowerCase()))
  const isRead = !ofEntries.isPending && !ofFiles.isPending
  // Told to its end by the page: the table goes with the last tag.
  const [doing, setDoing] = useState<Doing | null>(null)
  const close = () => setDoing(null)
  return (
    <Page title={t('tags.title')} lead={t('tags.lead')}>
      {/* Who may read the one and not the other sees that. */}
      <ProblemAlert error={tags.length === 0 ? (ofEntries.error ?? ofFiles.error) : null} />
      {!isRead && <Skeleton height={160} role="status" aria-label={t('shared.loading')} />}
      {isRead && tags.length === 0 && ofEntries.error === null && (
        <Empty icon={<IconTags size={28} />} title={t('tags.empty')} text={t('tags.emptyText')} />
      )}
      {tags.length > 0 && (
        <Stack>
          <SearchInput value={search} placeholder={t('tags.searchHint')} onSearch={searchFor} />
          {shown.length === 0 ? (
            <Text size="sm" c="dimmed" role="status">
              {t('tags.nothing')}
            </Text>
          ) : (
            <TagTable space={space} tags={shown} onDo={setDoing} />
          )}
        </Stack>
      )}
      {doing?.deed === 'rename' && (
        <RenameTag
          space={space}
          counted={doing.counted}
          // Those that are not shown, too.
          known={tags.map(({ tag }) => tag)}
          onClose={close}
        />
      )}
      {doing?.deed === 'remove' && <RemoveTag space={space} counted={doing.counted} onClose={close} />}
    </Page>
  )
}

/** What is done to a tag. */
interface Doing {
  readonly deed: 'rename' | 'remove'
  readonly counted: CountedTag
}

interface TagTableProps {
  readonly space: string
  readonly tags: readonly CountedTag[]
  readonly onDo: (doing: Doing) => void
}

function TagTable({ space, tags, onDo }: TagTableProps) {
  const permit = useTagPermit(space)
  return (
    <WindowedTable
      label={t('tags.title')}
      count={tags.length}
      lineHeight={51}
      columns={4}
      head={
        <>
          <Table.Th scope="col">{t('tags.tag')}</Table.Th>
          <Table.Th scope="col">{t('tags.entries')}</Table.Th>
          <Table.Th scope="col">{t('tags.files')}</Table.Th>
          <Table.Th scope="col" data-column="deeds">
            {t('tokens.column.deeds')}
          </Table.Th>
        </>
      }
      renderRow={(index) => {
        const counted = tags[index]
        if (counted === undefined) return null
        return {
          key: counted.tag,
          cells: (
            <>
              <Table.Th scope="row" className={classes['tag'] ?? ''}>
                {counted.tag}
              </Table.Th>
              <Counts space={space} counted={counted} />
              <Table.Td data-column="deeds">
                <Deeds counted={counted} permit={permit(counted)} onDo={onDo} />
              </Table.Td>
            </>
          ),
        }
      }}
    />
  )
}

function Counts({ space, counted: { tag, entries, files } }: { readonly space: string; readonly counted: CountedTag }) {
  return (
    <>
      <Table.Td>
        {entries === 0 ? (
          '–'
        ) : (
          <Anchor
            size="sm"
            aria-label={t('tags.entriesOf', { count: entries, tag })}
            renderRoot={(props: Record<string, unknown>) => (
              <Link to="/studio/spaces/$space/content" params={{ space }} search={{ type: allTypes, tag }} {...props} />
            )}
          >
            {entries}
          </Anchor>
        )}
      </Table.Td>
      <Table.Td>
        {files === 0 ? (
          '–'
        ) : (
          <Anchor
            size="sm"
            aria-label={t('tags.filesOf', { count: files, tag })}
            renderRoot={(props: Record<string, unknown>) => (
              <Link to="/studio/spaces/$space/assets" params={{ space }} search={{ tag }} {...props} />
            )}
          >
            {files}
          </Anchor>
        )}
      </Table.Td>
    </>
  )
}

interface DeedsProps {
  readonly counted: CountedTag
  readonly permit: Permit
  readonly onDo: (doing: Doing) => void
}

function Deeds({ counted, permit, onDo }: DeedsProps) {
  const { tag } = counted
  return (
    <RowDeeds>
      <PermitButton
        size="xs"
        variant="default"
        permit={permit}
        aria-label={t('tags.renameOf', { tag })}
        onClick={() => onDo({ deed: 'rename', counted })}
      >
        {t('tags.rename')}
      </PermitButton>
      <PermitButton
        size="xs"
        variant="default"
        c="var(--studio-danger)"
        permit={permit}
        aria-label={t('tags.removeOf', { tag })}
        onClick={() => onDo({ deed: 'remove', counted })}
      >
        {t('tags.remove')}
      </PermitButton>
    </RowDeeds>
  )
}

/** Open where the tags of any type or of files may be changed: what is refused of others is told one by one. */
function useTagPermit(space: string): (counted: CountedTag) => Permit {
  const types = useQuery(typesQuery(space)).data ?? []
  const questions: Record<string, OwnQuestion> = {
    files: { action: 'media.update', resource: 'media' },
    ...Object.fromEntries(
      types.map(({ slug }) => [`type ${slug}`, { action: 'content.update', type: slug, fields: ['tags'] }]),
    ),
  }
  const may = useMay(space, questions)
  const first = (permits: readonly Permit[]) => permits.find(({ allowed }) => allowed) ?? permits[0] ?? may('files')
  return ({ entries, files }) =>
    first([...(entries > 0 ? types.map(({ slug }) => may(`type ${slug}`)) : []), ...(files > 0 ? [may('files')] : [])])
}
