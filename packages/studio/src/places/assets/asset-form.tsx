import { Autocomplete, Button, Group, Stack, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Asset } from '../../api/answers.ts'
import { api } from '../../api/client.ts'
import { issueAt } from '../../api/problems.ts'
import { assetCategoriesQuery } from '../../api/content-queries.ts'
import type { Permit } from '../../api/use-may.ts'
import { notifyDone } from '../../pieces/notify.tsx'
import { PermitButton } from '../../pieces/permit-button.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { useKept } from '../../pieces/use-kept.ts'
import { attempt } from '../../session/attempt.ts'
import { t } from '../../words/words.ts'
import { focusFirstIssue } from '../entries/focus-first-issue.ts'
import { isSame } from '../entries/entry-draft.ts'
import { type AssetDraft, changeOf, draftOf } from './asset-draft.ts'

interface AssetFormProps {
  readonly space: string
  readonly asset: Asset
  readonly permit: Permit
}

const texts = ['title', 'alt', 'credit'] as const

/** What is said about a file: name, category, privacy, and texts for people. */
export function AssetForm({ space, asset, permit }: AssetFormProps) {
  const stored = draftOf(asset)
  const [draft, change, forget] = useKept<AssetDraft>(`asset ${space} ${asset.id} ${asset.version}`, () => stored)
  const categories = useQuery({ ...assetCategoriesQuery(space), retry: false }).data ?? []
  const queries = useQueryClient()
  const dirty = !isSame(draft, stored)
  const save = useMutation({
    mutationFn: () =>
      attempt(() =>
        api.assets.update({ space, asset: asset.id }, { body: changeOf(stored, draft), ifMatch: asset.version }),
      ),
    onSuccess: async () => {
      forget()
      notifyDone(t('content.saved'))
      await queries.invalidateQueries({ queryKey: ['spaces', space, 'assets'] })
    },
    onError: focusFirstIssue,
  })
  const readOnly = !permit.allowed
  return (
    <Section title={t('assets.about')} {...(!permit.allowed && { lead: permit.why })}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (dirty) save.mutate()
        }}
      >
        <Stack>
          <TextInput
            label={t('assets.name')}
            readOnly={readOnly}
            autoComplete="off"
            value={draft.fileName}
            error={issueAt(save.error, '/file_name')}
            onChange={({ currentTarget: { value } }) => change({ fileName: value })}
          />
          <Autocomplete
            label={t('assets.category')}
            description={t('assets.categoryHint')}
            readOnly={readOnly}
            data={categories.map(({ category }) => category)}
            value={draft.category}
            error={issueAt(save.error, '/category')}
            onChange={(category) => change({ category })}
          />
          {texts.map((name) => (
            <TextInput
              key={name}
              label={t(`assets.text.${name}`)}
              description={name === 'alt' ? t('assets.altHint') : undefined}
              readOnly={readOnly}
              value={draft[name]}
              error={issueAt(save.error, `/metadata/${name}`)}
              onChange={({ currentTarget: { value } }) => change({ [name]: value })}
            />
          ))}
          <Textarea
            label={t('assets.text.description')}
            autosize
            minRows={2}
            readOnly={readOnly}
            value={draft.description}
            error={issueAt(save.error, '/metadata/description')}
            onChange={({ currentTarget: { value } }) => change({ description: value })}
          />
          <TagsInput
            label={t('content.tags')}
            description={t('content.tagsHint')}
            readOnly={readOnly}
            acceptValueOnBlur
            value={[...draft.tags]}
            error={issueAt(save.error, '/tags')}
            onChange={(tags) => change({ tags })}
          />
          <Switch
            label={t('assets.private')}
            description={t('assets.privateHint')}
            disabled={readOnly}
            checked={draft.isPrivate}
            onChange={({ currentTarget: { checked } }) => change({ isPrivate: checked })}
          />
          <ProblemAlert error={save.error} except={['/file_name', '/category', '/metadata', '/tags']} />
          <Group>
            <PermitButton permit={permit} disabled={!dirty} loading={save.isPending} onClick={() => save.mutate()}>
              {t(dirty ? 'shared.save' : 'shared.saved')}
            </PermitButton>
            {dirty && (
              <Button variant="subtle" onClick={forget}>
                {t('content.discard')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
