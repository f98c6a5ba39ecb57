import { Button, Checkbox, FileButton, Group, Progress, Stack, Text } from '@mantine/core'
import IconEyeOff from '@tabler/icons-react/icons/IconEyeOff'
import IconTrash from '@tabler/icons-react/icons/IconTrash'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Asset } from '../../api/answers.ts'
import { fileAddress } from '../../api/asset-addresses.ts'
import { api } from '../../api/client.ts'
import { trashedAssetsQuery } from '../../api/content-queries.ts'
import { environmentsQuery } from '../../api/queries.ts'
import type { Permit } from '../../api/use-may.ts'
import { ConfirmDialog } from '../../pieces/confirm-dialog.tsx'
import { Dialog } from '../../pieces/dialog.tsx'
import { DotsMenu } from '../../pieces/dots-menu.tsx'
import { notifyDone, notifyProblem } from '../../pieces/notify.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { PermitItem } from '../../pieces/permit-item.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'
import { useAssetUses } from './asset-uses.tsx'
import { uploadFile } from './upload-file.ts'

interface AssetActionsProps {
  readonly space: string
  readonly asset: Asset
  readonly update: Permit
  readonly remove: Permit
}

/** What can be done to a file. */
export function AssetActions({ space, asset, update, remove }: AssetActionsProps) {
  const [publishing, setPublishing] = useState<'publish' | 'unpublish' | null>(null)
  const [deleting, setDeleting] = useState(false)
  const replace = useReplace(space, asset)
  return (
    <>
      {replace.part !== null && (
        <Progress w={120} value={replace.part * 100} aria-label={t('assets.upload.of', { name: asset.file_name })} />
      )}
      <FileButton
        onChange={(file) => {
          if (file) replace.run(file)
        }}
        inputProps={{ 'aria-label': t('assets.replace') }}
      >
        {({ onClick }) => (
          <PermitButton variant="default" permit={update} loading={replace.part !== null} onClick={onClick}>
            {t('assets.replace')}
          </PermitButton>
        )}
      </FileButton>
      <PermitButton permit={update} onClick={() => setPublishing('publish')}>
        {t('content.deed.publish')}
      </PermitButton>
      <DotsMenu label={t('shared.moreActions')} width={260} size={36}>
        {asset.status === 'published' && (
          <PermitItem leftSection={<IconEyeOff size={16} />} permit={update} onClick={() => setPublishing('unpublish')}>
            {t('content.deed.unpublish')}
          </PermitItem>
        )}
        <PermitItem
          leftSection={<IconTrash size={16} />}
          {...(remove.allowed && { c: 'var(--studio-danger)' })}
          permit={remove}
          onClick={() => setDeleting(true)}
        >
          {t('content.deed.delete')}
        </PermitItem>
      </DotsMenu>
      <Dialog
        opened={publishing !== null}
        onClose={() => setPublishing(null)}
        title={publishing === null ? '' : t(`content.publish.${publishing}Title`)}
      >
        {publishing !== null && (
          <PublishForm key={publishing} {...{ space, asset, publishing }} onClose={() => setPublishing(null)} />
        )}
      </Dialog>
      {deleting && <DeleteDialog {...{ space, asset }} onClose={() => setDeleting(false)} />}
    </>
  )
}

interface PublishFormProps {
  readonly space: string
  readonly asset: Asset
  readonly publishing: 'publish' | 'unpublish'
  readonly onClose: () => void
}

function PublishForm({ space, asset, publishing, onClose }: PublishFormProps) {
  const known = useQuery(environmentsQuery(space)).data?.map(({ slug }) => slug) ?? ['production']
  const offered = publishing === 'unpublish' ? asset.environments : known
  const [environments, setEnvironments] = useState<readonly string[]>(
    asset.environments.length > 0 ? asset.environments : ['production'],
  )
  const run = useDeed({
    run: () => {
      const [params, rest] = [{ space, asset: asset.id }, { body: { environments: [...environments] } }]
      return publishing === 'publish' ? api.assets.publish(params, rest) : api.assets.unpublish(params, rest)
    },
    done: t(`content.publish.${publishing}Done`),
    stale: [['spaces', space, 'assets']],
    onDone: onClose,
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        run.mutate()
      }}
    >
      <Stack>
        <Text size="sm">{t(publishing === 'publish' ? 'assets.publishText' : 'content.publish.unpublishText')}</Text>
        <Checkbox.Group
          label={t('content.publish.environments')}
          value={[...environments]}
          onChange={(next) => setEnvironments(next)}
        >
          <Stack gap={6} mt={6}>
            {offered.map((slug) => (
              <Checkbox key={slug} value={slug} label={slug} />
            ))}
          </Stack>
        </Checkbox.Group>
        <ProblemAlert error={run.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shared.cancel')}
          </Button>
          <Button type="submit" data-autofocus loading={run.isPending} disabled={environments.length === 0}>
            {t(`content.deed.${publishing}`)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface DeleteDialogProps {
  readonly space: string
  readonly asset: Asset
  readonly onClose: () => void
}

function DeleteDialog({ space, asset, onClose }: DeleteDialogProps) {
  const navigate = useNavigate()
  const { total, unsearched } = useAssetUses(space, asset)
  const remove = useDeed({
    run: () => api.assets.delete({ space, asset: asset.id }),
    done: t('content.trashed', { title: asset.file_name }),
    // What was live is not live again by coming back.
    ...(asset.status !== 'published' && { undo: () => api.assetTrash.restore({ space, asset: asset.id }) }),
    leave: () => navigate({ to: '/studio/spaces/$space/assets', params: { space } }),
    // Its own page is not asked for again: it is gone.
    stale: [['spaces', space, 'assets', 'list'], trashedAssetsQuery(space).queryKey],
  })
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('content.trashTitle', { title: asset.file_name })}
      text={t('assets.deleteText')}
      label={t('content.deed.delete')}
      deed={remove}
    >
      {total > 0 && (
        <Text size="sm" fw={600} c="var(--studio-danger)">
          {t('assets.uses.count', { count: total })}
        </Text>
      )}
      {unsearched.length > 0 && (
        <Text size="xs" c="dimmed">
          {t('assets.uses.unsearched', { fields: unsearched.join(', ') })}
        </Text>
      )}
    </ConfirmDialog>
  )
}

/** Sends other bytes for a file; `part` is how much of them is there, null while nothing is under way. */
function useReplace(space: string, asset: Asset) {
  const [part, setPart] = useState<number | null>(null)
  const queries = useQueryClient()
  const replace = useMutation({
    mutationFn: (file: File) =>
      attempt(() =>
        uploadFile({
          method: 'PUT',
          path: fileAddress(space, asset.id),
          body: file,
          ifMatch: asset.version,
          onProgress: setPart,
          signal: new AbortController().signal,
        }),
      ),
    onMutate: () => setPart(0),
    onSuccess: async () => {
      notifyDone(t('assets.replaced'))
      await queries.invalidateQueries({ queryKey: ['spaces', space, 'assets'] })
    },
    onError: notifyProblem,
    onSettled: () => setPart(null),
  })
  return { part, run: (file: File) => replace.mutate(file) }
}
