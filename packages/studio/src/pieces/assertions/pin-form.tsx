import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { issuesUnder } from '../../api/issues-under.ts'
import { isProblem, issueAt } from '../../api/problems.ts'
import { emptyRow, type GrantRow } from '../grants/grant-row.ts'
import { GrantRowEditor } from '../grants/grant-row-editor.tsx'
import { useGrantChoices } from '../grants/use-grant-choices.ts'
import { ProblemAlert } from '../problem-alert.tsx'
import { useDeed } from '../use-deed.ts'
import { t } from '../../words/words.ts'
import { type Asserted, assertionsQuery, claimOf, pin } from './asserted.ts'

interface PinFormProps {
  readonly asserted: Asserted
  readonly onClose: () => void
}

/** Says what must stay so, in the words of a grant. What is false now is pinned at a second word only. */
export function PinForm({ asserted, onClose }: PinFormProps) {
  const [name, setName] = useState('')
  const [row, setRow] = useState<GrantRow>({ ...emptyRow, effect: 'deny' })
  // Nothing is closed beforehand: an assertion hands nothing on.
  const choices = { ...useGrantChoices(asserted.space, null), rights: null }
  const save = useDeed({
    run: ({ anyway }: { readonly anyway: boolean }) =>
      pin(asserted, { name: name.trim(), claim: claimOf(row), ...(anyway && { even_if_false: true }) }),
    done: (assertion) => t('assertions.pinned', { name: assertion.name }),
    stale: [assertionsQuery(asserted).queryKey],
    onDone: onClose,
  })
  const isFalse = isProblem(save.error, 'assertion-broken')
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <form
      aria-label={t('assertions.pin')}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ anyway: false })
      }}
    >
      <Stack>
        <TextInput
          ref={first}
          label={t('assertions.name')}
          description={t('assertions.nameHint')}
          required
          withAsterisk={false}
          autoComplete="off"
          value={name}
          error={issueAt(save.error, '/name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <GrantRowEditor
          name={t('assertions.claim')}
          effects={{
            deny: { label: t('assertions.never'), hint: t('assertions.neverHint') },
            allow: { label: t('assertions.always'), hint: t('assertions.alwaysHint') },
          }}
          row={row}
          choices={choices}
          issues={[...new Set(issuesUnder(save.error, '/claim').map(({ detail }) => detail))]}
          onChange={setRow}
        />
        <ProblemAlert error={save.error} except={['/name', '/claim']} />
        <Group>
          <Button type="submit" loading={save.isPending}>
            {t('assertions.submit')}
          </Button>
          {isFalse && (
            <Button variant="default" onClick={() => save.mutate({ anyway: true })}>
              {t('assertions.anyway')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t('shared.cancel')}
          </Button>
        </Group>
        {isFalse && (
          <Text size="sm" c="dimmed">
            {t('assertions.anywayHint')}
          </Text>
        )}
      </Stack>
    </form>
  )
}
