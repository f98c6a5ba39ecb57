import { Button, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Token } from '../../api/answers.ts'
import { issueAt } from '../../api/problems.ts'
import { notifyDone } from '../../pieces/notify.tsx'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import { Section } from '../../pieces/section.tsx'
import { t } from '../../words/words.ts'
import { useKeeper } from './use-keeper.ts'

/** Name and description: what may always change. */
export function TokenNames({ token }: { readonly token: Token }) {
  const keeper = useKeeper()
  const queries = useQueryClient()
  const [name, setName] = useState(token.name)
  const [description, setDescription] = useState(token.description)
  const save = useMutation({
    mutationFn: () => keeper.update(token.id, { name: name.trim(), description: description.trim() }, token.version),
    onSuccess: async () => {
      notifyDone(t('tokens.detail.saved'))
      await queries.invalidateQueries({ queryKey: keeper.list.queryKey })
    },
  })
  return (
    <Section title={t('tokens.detail.edit')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack align="flex-start">
          <TextInput
            w="100%"
            label={t('tokens.new.name')}
            required
            withAsterisk={false}
            autoComplete="off"
            value={name}
            error={issueAt(save.error, '/name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            w="100%"
            label={t('tokens.new.description')}
            autosize
            minRows={2}
            value={description}
            error={issueAt(save.error, '/description')}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <ProblemAlert error={save.error} except={['/name', '/description']} />
          <Button
            type="submit"
            variant="default"
            loading={save.isPending}
            disabled={name === token.name && description === token.description}
          >
            {t('shared.save')}
          </Button>
        </Stack>
      </form>
    </Section>
  )
}
