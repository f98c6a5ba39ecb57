import { Alert } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { ContentType, Obstacle } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { typesQuery } from '../../api/queries.ts'
import { useMay } from '../../api/use-may.ts'
import { ConfirmDialog } from '../../pieces/confirm-dialog.tsx'
import { LinkButton } from '../../pieces/link-button.tsx'
import { notifyDone } from '../../pieces/notify.tsx'
import { MissingPage } from '../../pieces/missing-page.tsx'
import { Page } from '../../pieces/page.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { useDeed } from '../../pieces/use-deed.ts'
import { useKept } from '../../pieces/use-kept.ts'
import { attempt } from '../../session/attempt.ts'
import { WaitingPage } from '../../shell/waiting-page.tsx'
import { t } from '../../words/words.ts'
import { focusFirstIssue } from '../entries/focus-first-issue.ts'
import { ObstaclesDialog } from './obstacles-dialog.tsx'
import { bodyOfType, draftOfType, type TypeDraft } from './type-draft.ts'
import { TypeForm } from './type-form.tsx'

/** A content type: its name and fields. What a change would do to values is said before it is made. */
export function TypePage() {
  const { space = '', type: slug = '' } = useParams({ strict: false })
  const list = useQuery(typesQuery(space))
  const type = list.data?.find((each) => each.slug === slug)
  const back = {
    label: t('types.title'),
    link: { to: '/studio/spaces/$space/content-types', params: { space } },
  } as const
  if (list.isPending) return <WaitingPage />
  if (type === undefined) return <MissingPage error={list.error} back={back} />
  return (
    <Page
      title={type.name}
      back={back}
      actions={
        <>
          <LinkButton
            variant="default"
            to="/studio/spaces/$space/content"
            params={{ space }}
            search={{ type: type.slug }}
          >
            {t('types.entries')}
          </LinkButton>
          <DeleteType space={space} type={type} />
        </>
      }
    >
      {(type.indexing ?? []).length > 0 && (
        <Alert color="key" variant="light" role="status">
          {t('types.indexing', { fields: (type.indexing ?? []).join(', ') })}
        </Alert>
      )}
      <EditedType key={`${type.id} ${type.version}`} space={space} type={type} />
    </Page>
  )
}

interface TypeInSpace {
  readonly space: string
  readonly type: ContentType
}

/** The draft that is kept; null while nothing is changed. */
interface Kept {
  readonly draft: TypeDraft | null
}

function EditedType({ space, type }: TypeInSpace) {
  const [kept, keep, forget] = useKept<Kept>(`type ${space} ${type.id} ${type.version}`, () => ({ draft: null }))
  const [obstacles, setObstacles] = useState<readonly Obstacle[] | null>(null)
  const stored = draftOfType(type)
  const draft = kept.draft ?? stored
  const queries = useQueryClient()
  const navigate = useNavigate()
  const may = useMay(space, { update: { action: 'schema.update', resource: `schema:${type.slug}` } })
  const params = { space, type: type.id }
  const save = useMutation({
    mutationFn: async ({ confirm }: { readonly confirm: boolean }) => {
      const body = bodyOfType(draft)
      if (!confirm) {
        const found = (await attempt(() => api.contentTypes.check(params, { body }))).obstacles
        if (found.length > 0) return found
      }
      const query = confirm ? { confirm } : {}
      await attempt(() => api.contentTypes.update(params, { query, body, ifMatch: type.version }))
      return []
    },
    onSuccess: async (found) => {
      setObstacles(found.length > 0 ? found : null)
      if (found.length > 0) return
      forget()
      notifyDone(t('types.saved'))
      const slug = draft.slug.trim()
      if (slug !== type.slug) {
        await navigate({
          to: '/studio/spaces/$space/content-types/$type',
          params: { space, type: slug },
          replace: true,
        })
      }
      await queries.invalidateQueries({ queryKey: ['spaces', space] })
    },
    onError: focusFirstIssue,
  })
  return (
    <>
      <TypeForm
        space={space}
        draft={draft}
        isNew={false}
        error={obstacles === null ? save.error : null}
        saving={save.isPending}
        permit={may('update')}
        onChange={(part) => keep({ draft: { ...draft, ...part } })}
        onSave={() => save.mutate({ confirm: false })}
        onDiscard={kept.draft === null ? undefined : forget}
      />
      <ObstaclesDialog
        space={space}
        obstacles={obstacles}
        error={save.error}
        saving={save.isPending}
        onClose={() => setObstacles(null)}
        onConfirm={() => save.mutate({ confirm: true })}
      />
    </>
  )
}

function DeleteType({ space, type }: TypeInSpace) {
  const [asking, ask] = useDisclosure(false)
  const navigate = useNavigate()
  const may = useMay(space, { delete: { action: 'schema.delete', resource: `schema:${type.slug}` } })
  const remove = useDeed({
    run: () => api.contentTypes.delete({ space, type: type.id }),
    done: t('types.deleted', { name: type.name }),
    leave: () => navigate({ to: '/studio/spaces/$space/content-types', params: { space } }),
    stale: [typesQuery(space).queryKey],
  })
  return (
    <>
      <PermitButton variant="default" c="var(--studio-danger)" permit={may('delete')} onClick={ask.open}>
        {t('types.delete')}
      </PermitButton>
      <ConfirmDialog
        opened={asking}
        onClose={ask.close}
        title={t('types.deleteTitle', { name: type.name })}
        text={t('types.deleteText')}
        label={t('shared.delete')}
        deed={remove}
      />
    </>
  )
}
