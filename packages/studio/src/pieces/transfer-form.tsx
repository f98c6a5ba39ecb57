import { Button, Select, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { issueAt } from '../api/problems.ts'
import { ProblemAlert } from './problem-alert.tsx'
import type { Deed } from './use-deed.ts'

interface TransferFormProps {
  /** What will be the case afterwards. */
  readonly text?: string
  readonly label: string
  readonly submit: string
  /** Who can become the owner; the form is nothing where nobody can. */
  readonly people: readonly { readonly account: string; readonly name: string; readonly email: string }[]
  readonly deed: Deed<string>
}

/** Gives something to another owner. */
export function TransferForm({ text, label, submit, people, deed }: TransferFormProps) {
  const [account, setAccount] = useState<string | null>(null)
  if (people.length === 0) return null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (account !== null) deed.mutate(account)
      }}
    >
      <Stack align="flex-start" gap="sm">
        {text !== undefined && <Text size="sm">{text}</Text>}
        <Select
          w="100%"
          label={label}
          data={people.map(({ account: value, name, email }) => ({ value, label: `${name} (${email})` }))}
          value={account}
          error={issueAt(deed.error, '/account')}
          onChange={setAccount}
        />
        <ProblemAlert error={deed.error} except={['/account']} />
        <Button
          type="submit"
          variant="default"
          c="var(--studio-danger)"
          loading={deed.isPending}
          disabled={account === null}
        >
          {submit}
        </Button>
      </Stack>
    </form>
  )
}
