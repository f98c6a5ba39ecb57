import { Button, FileButton, Group, SegmentedControl, Select, Skeleton, Stack, Switch, Text } from '@mantine/core'
import IconLayoutGrid from '@tabler/icons-react/icons/IconLayoutGrid'
import IconList from '@tabler/icons-react/icons/IconList'
import IconPhoto from '@tabler/icons-react/icons/IconPhoto'
import IconUpload from '@tabler/icons-react/icons/IconUpload'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { assetCategoriesQuery, assetsPart, assetTagsQuery } from '../../api/content-queries.ts'
import { useLongList } from '../../api/use-long-list.ts'
import { useMay } from '../../api/use-may.ts'
import { Empty } from '../../pieces/empty.tsx'
import { Page } from '../../pieces/page.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { SearchInput } from '../../pieces/search-input.tsx'
import { t } from '../../words/words.ts'
import { AssetGrid } from './asset-grid.tsx'
import classes from './asset-list-page.module.css'
import { TagFilter } from '../tags/tag-filter.tsx'
import { type AssetSearch, type AssetSearchChange, assetStatuses, readAssetSearch, unnarrowed } from './asset-search.ts'
import { AssetTable } from './asset-table.tsx'
import { DropArea } from './drop-area.tsx'
import { Folders } from './folders.tsx'
import { UploadList } from './upload-list.tsx'
import { useUploads } from './use-uploads.ts'

/** The files of a space: found by category, state and words, and sent here by button or by dragging them in. */
export function AssetListPage() {
  const { space = '' } = useParams({ strict: false })
  // An address may say more than a list of files knows of.
  const search = readAssetSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const [isPrivate, setPrivate] = useState(false)
  const { uploads, send, stop, clear } = useUploads()
  const category = search.category ?? null
  const resource = category === null ? 'media' : `media:category:${category}`
  const may = useMay(space, { upload: { action: 'media.upload', resource } })
  const { view, ...narrowing } = search
  const list = useLongList((part) => assetsPart(space, { order: '-updated_at', ...narrowing, ...part }))
  // What is looked for in all folders lies in none of them.
  const searched = Object.keys(narrowing).some((name) => name !== 'category')
  const go = (part: AssetSearchChange) =>
    void navigate({
      to: '/studio/spaces/$space/assets',
      params: { space },
      search: readAssetSearch({ ...search, ...part }),
      replace: true,
    })
  const upload = (files: readonly File[]) => void send(files, { space, category, isPrivate })
  const permit = may('upload')
  return (
    <Page
      title={t('assets.title')}
      lead={t('assets.lead')}
      actions={
        <>
          <Switch
            label={t('assets.upload.private')}
            checked={isPrivate}
            onChange={({ currentTarget: { checked } }) => setPrivate(checked)}
          />
          <FileButton multiple onChange={upload} inputProps={{ 'aria-label': t('assets.upload.files') }}>
            {({ onClick }) => (
              <PermitButton permit={permit} leftSection={<IconUpload size={18} aria-hidden />} onClick={onClick}>
                {t('assets.upload.button')}
              </PermitButton>
            )}
          </FileButton>
        </>
      }
    >
      <Filters {...{ space, search, go }} />
      <UploadList uploads={uploads} onStop={stop} onClear={clear} />
      <ProblemAlert error={list.error} />
      <DropArea enabled={permit.allowed} onFiles={upload}>
        <Stack>
          {!searched && <Folders space={space} path={category} view={view} />}
          {list.isPending && <Skeleton height={240} role="status" aria-label={t('shared.loading')} />}
          {list.isSuccess && list.total === 0 && (
            <Empty
              icon={<IconPhoto size={28} />}
              title={t(
                searched ? 'assets.empty.nothing' : category === null ? 'assets.empty.title' : 'assets.empty.folder',
              )}
              text={t(searched ? 'assets.empty.nothingText' : 'assets.empty.text')}
            >
              {searched && (
                <Button variant="default" onClick={() => go(unnarrowed)}>
                  {t('content.empty.showAll')}
                </Button>
              )}
            </Empty>
          )}
          {list.total > 0 && (
            <Text size="sm" c="dimmed" role="status">
              {t('assets.count', { count: list.total })}
            </Text>
          )}
          {list.total > 0 &&
            (view === 'list' ? <AssetTable space={space} list={list} /> : <AssetGrid space={space} list={list} />)}
        </Stack>
      </DropArea>
    </Page>
  )
}

interface FiltersProps {
  readonly space: string
  readonly search: AssetSearch
  readonly go: (part: AssetSearchChange) => void
}

function Filters({ space, search, go }: FiltersProps) {
  const categories = useQuery({ ...assetCategoriesQuery(space), retry: false }).data ?? []
  const tags = useQuery(assetTagsQuery(space)).data ?? []
  return (
    <Group gap="sm" align="flex-end" className={classes['filters'] ?? ''}>
      <Select
        label={t('assets.category')}
        placeholder={t('assets.anyCategory')}
        clearable
        searchable
        data={categories.map(({ category, assets }) => ({ value: category, label: `${category} (${assets})` }))}
        value={search.category ?? null}
        onChange={(next) => go({ category: next ?? undefined })}
      />
      <Select
        label={t('content.state')}
        placeholder={t('content.anyState')}
        clearable
        data={assetStatuses.map((value) => ({ value, label: t(`content.status.${value}`) }))}
        value={search.status ?? null}
        onChange={(next) => go({ status: assetStatuses.find((each) => each === next) })}
      />
      <TagFilter tags={tags} tag={search.tag} onChange={(tag) => go({ tag })} />
      <SearchInput
        value={search.search}
        placeholder={t('assets.searchHint')}
        className={classes['search'] ?? ''}
        onSearch={(text) => go({ search: text })}
      />
      <SegmentedControl
        className={classes['view'] ?? ''}
        aria-label={t('assets.view')}
        value={search.view ?? 'grid'}
        onChange={(view) => go({ view: view === 'list' ? 'list' : undefined })}
        data={[
          { value: 'grid', label: <IconLayoutGrid size={16} aria-label={t('assets.grid')} role="img" /> },
          { value: 'list', label: <IconList size={16} aria-label={t('assets.list')} role="img" /> },
        ]}
      />
    </Group>
  )
}
