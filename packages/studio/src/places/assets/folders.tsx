import { Anchor, Breadcrumbs, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core'
import IconFolder from '@tabler/icons-react/icons/IconFolder'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { assetCategoriesQuery } from '../../api/content-queries.ts'
import { t } from '../../words/words.ts'
import { FolderActions, type FolderLink } from './folder-actions.tsx'
import { type Folder, foldersBelow, foldersTo } from './folders-below.ts'

interface FoldersProps {
  readonly space: string
  /** The path of the folder that is shown; null for all files. */
  readonly path: string | null
  /** Whether files are shown as a table. */
  readonly view?: 'list' | undefined
}

/** Where one is among the folders of files, and those that lie there. */
export function Folders({ space, path, view }: FoldersProps) {
  const categories = useQuery({ ...assetCategoriesQuery(space), retry: false }).data ?? []
  const below = foldersBelow(categories, path)
  const here = useRef<HTMLDivElement>(null)
  const shown = useRef(path)
  // The link that led here is gone.
  useEffect(() => {
    if (shown.current !== path) here.current?.focus()
    shown.current = path
  }, [path])
  const linkTo = (category: string | null): FolderLink => ({
    to: '/studio/spaces/$space/assets',
    params: { space },
    search: { ...(category !== null && { category }), ...(view !== undefined && { view }) },
  })
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Breadcrumbs component="nav" aria-label={t('assets.folders.way')} style={{ flexWrap: 'wrap' }}>
          {path !== null && (
            <Anchor size="sm" renderRoot={(props: Record<string, unknown>) => <Link {...linkTo(null)} {...props} />}>
              {t('assets.folders.all')}
            </Anchor>
          )}
          {path !== null &&
            foldersTo(path)
              .slice(0, -1)
              .map((step) => (
                <Anchor
                  key={step.path}
                  size="sm"
                  renderRoot={(props: Record<string, unknown>) => <Link {...linkTo(step.path)} {...props} />}
                >
                  {step.name}
                </Anchor>
              ))}
          <Text ref={here} tabIndex={-1} size="sm" fw={600} aria-current="location">
            {path === null ? t('assets.folders.all') : foldersTo(path).at(-1)?.name}
          </Text>
        </Breadcrumbs>
        <FolderActions {...{ space, path, linkTo }} category={categories.find(({ category }) => category === path)} />
      </Group>
      {below.length > 0 && (
        <SimpleGrid
          component="ul"
          cols={{ base: 2, xs: 3, md: 4, lg: 6 }}
          spacing="sm"
          p={0}
          m={0}
          aria-label={t('assets.folders.title')}
        >
          {below.map((folder) => (
            <FolderTile key={folder.path} folder={folder} link={linkTo(folder.path)} />
          ))}
        </SimpleGrid>
      )}
    </Stack>
  )
}

interface FolderTileProps {
  readonly folder: Folder
  readonly link: FolderLink
}

function FolderTile({ folder: { name, files }, link }: FolderTileProps) {
  return (
    <Paper component="li" p="sm" style={{ listStyle: 'none' }}>
      <Group gap="xs" wrap="nowrap">
        <IconFolder size={20} aria-hidden style={{ flex: 'none' }} />
        <Stack gap={0} miw={0}>
          <Anchor
            size="sm"
            fw={600}
            c="inherit"
            underline="hover"
            lineClamp={2}
            renderRoot={(props: Record<string, unknown>) => <Link {...link} {...props} />}
          >
            {name}
          </Anchor>
          <Text size="xs" c="dimmed">
            {t('assets.count', { count: files })}
          </Text>
        </Stack>
      </Group>
    </Paper>
  )
}
