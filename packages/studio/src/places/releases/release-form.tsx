import { MultiSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Release } from '../../api/answers.ts'
import { issueAt } from '../../api/problems.ts'
import { environmentsQuery } from '../../api/queries.ts'
import { DialogForm } from '../../pieces/dialog-form.tsx'
import type { Deed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'

/** What is chosen of a release; no environment: production. */
export interface ReleaseDraft {
  readonly name: string
  readonly description: string
  readonly environments: readonly string[]
}

export function releaseBody({ name, description, environments }: ReleaseDraft) {
  return {
    name: name.trim(),
    description: description.trim(),
    ...(environments.length > 0 && { environments: [...environments] }),
  }
}

interface ReleaseDialogProps {
  readonly space: string
  readonly title: string
  readonly submit: string
  /** Null for a new one. */
  readonly release: Release | null
  readonly deed: Deed<ReleaseDraft>
  readonly opened: boolean
  readonly onClose: () => void
}

/** Name and environments of a release. */
export function ReleaseDialog({ space, title, submit, release, deed, opened, onClose }: ReleaseDialogProps) {
  const { name = '', description = '', environments = [] } = release ?? {}
  const [draft, setDraft] = useState<ReleaseDraft>({ name, description, environments })
  const known = useQuery(environmentsQuery(space)).data ?? []
  return (
    <DialogForm
      opened={opened}
      onClose={onClose}
      title={title}
      submit={submit}
      saving={deed.isPending}
      error={deed.error}
      except={['/name', '/description', '/environments']}
      onSubmit={() => deed.mutate(draft)}
    >
      <TextInput
        label={t('releases.name')}
        required
        withAsterisk={false}
        autoComplete="off"
        data-autofocus
        value={draft.name}
        error={issueAt(deed.error, '/name')}
        onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
      />
      <Textarea
        label={`${t('releases.description')} (${t('shared.optional')})`}
        autosize
        minRows={2}
        value={draft.description}
        error={issueAt(deed.error, '/description')}
        onChange={(event) => setDraft({ ...draft, description: event.currentTarget.value })}
      />
      <MultiSelect
        searchable
        label={t('releases.environments')}
        description={t('releases.environmentsHint')}
        data={known.map(({ slug }) => slug)}
        value={[...draft.environments]}
        error={issueAt(deed.error, '/environments')}
        onChange={(chosen) => setDraft({ ...draft, environments: chosen })}
      />
    </DialogForm>
  )
}
