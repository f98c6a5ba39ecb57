import { Button, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { issueAt } from '../api/problems.ts'
import { t } from '../words/words.ts'
import { ProblemAlert } from './problem-alert.tsx'
import type { Deed } from './use-deed.ts'

export interface Names {
  readonly name: string
  readonly slug: string
}

interface NamesFormProps {
  readonly names: Names
  readonly labels: Names
  /** What follows from another slug. */
  readonly slugHint?: string
  readonly deed: Deed<Names>
}

/** The name of something, and its name in addresses. */
export function NamesForm({ names, labels, slugHint, deed }: NamesFormProps) {
  const [name, setName] = useState(names.name)
  const [slug, setSlug] = useState(names.slug)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        deed.mutate({ name: name.trim(), slug: slug.trim() })
      }}
    >
      <Stack align="flex-start">
        <TextInput
          w="100%"
          label={labels.name}
          required
          withAsterisk={false}
          autoComplete="off"
          value={name}
          error={issueAt(deed.error, '/name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          w="100%"
          label={labels.slug}
          description={slugHint}
          required
          withAsterisk={false}
          autoComplete="off"
          value={slug}
          error={issueAt(deed.error, '/slug')}
          onChange={(event) => setSlug(event.currentTarget.value)}
        />
        <ProblemAlert error={deed.error} except={['/name', '/slug']} />
        <Button
          type="submit"
          variant="default"
          loading={deed.isPending}
          disabled={name === names.name && slug === names.slug}
        >
          {t('shared.save')}
        </Button>
      </Stack>
    </form>
  )
}
