import { Stack, Textarea, TextInput } from '@mantine/core'
import { issueAt } from '../../api/problems.ts'
import { t } from '../../words/words.ts'
import { Grants } from './opens-choice.tsx'
import { PersonalReach } from './personal-reach.tsx'
import type { ReachStepProps } from './reach-step-props.ts'
import { SpaceReach } from './space-reach.tsx'

/** Name and reach of a token: what its kind carries, and nothing else. */
export function ReachStep(props: ReachStepProps) {
  const { draft, space, onChange, missing, error } = props
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <TextInput
          label={t('tokens.new.name')}
          description={t('tokens.new.nameHint')}
          required
          withAsterisk={false}
          maxLength={200}
          autoComplete="off"
          value={draft.name}
          error={missing.name ?? issueAt(error, '/name')}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Textarea
          label={`${t('tokens.new.description')} (${t('shared.optional')})`}
          description={t('tokens.new.descriptionHint')}
          autosize
          minRows={2}
          value={draft.description}
          error={issueAt(error, '/description')}
          onChange={(event) => onChange({ description: event.currentTarget.value })}
        />
      </Stack>
      {draft.kind === 'personal' ? (
        <PersonalReach {...props} />
      ) : space === null ? (
        <Grants {...props} />
      ) : (
        <SpaceReach {...props} space={space} />
      )}
    </Stack>
  )
}
