import { Button, Group, Stack, TextInput } from '@mantine/core'
import { getHotkeyHandler } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { issueAt } from '../../api/problems.ts'
import { ProblemAlert } from '../../pieces/problem-alert.tsx'
import type { Deed } from '../../pieces/use-deed.ts'
import { t } from '../../words/words.ts'
import classes from './datasource.module.css'

/** An entry while it is written; an empty text is none. */
export interface EntryTexts {
  readonly key: string
  readonly value: string
  /** By dimension. */
  readonly values: Readonly<Record<string, string>>
}

export const noTexts: EntryTexts = { key: '', value: '', values: {} }

interface EntryFieldsProps {
  /** What the form is called. */
  readonly label: string
  readonly dimensions: readonly string[]
  readonly initial: EntryTexts
  readonly submit: string
  readonly deed: Deed<EntryTexts>
  readonly onClose: () => void
}

/** Key, value and further labels of an entry, beside each other. */
export function EntryFields({ label, dimensions, initial, submit, deed, onClose }: EntryFieldsProps) {
  const [texts, setTexts] = useState(initial)
  const first = useRef<HTMLInputElement>(null)
  const begin = () => first.current?.focus()
  useEffect(begin, [])
  const onKeyDown = getHotkeyHandler([['Escape', onClose]])
  return (
    <form
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        deed.mutate(texts, {
          onSuccess: () => {
            // Where the form stays, it is for the next one.
            setTexts(initial)
            begin()
          },
        })
      }}
    >
      <Stack gap="sm">
        <div className={classes['fields']}>
          <TextInput
            ref={first}
            label={t('datasources.key')}
            autoComplete="off"
            onKeyDown={onKeyDown}
            spellCheck={false}
            value={texts.key}
            error={issueAt(deed.error, '/key')}
            onChange={({ currentTarget: { value } }) => setTexts({ ...texts, key: value })}
          />
          <TextInput
            label={t('datasources.value')}
            placeholder={texts.key}
            autoComplete="off"
            onKeyDown={onKeyDown}
            value={texts.value}
            error={issueAt(deed.error, '/value')}
            onChange={({ currentTarget: { value } }) => setTexts({ ...texts, value })}
          />
          {dimensions.map((name) => (
            <TextInput
              key={name}
              label={name}
              autoComplete="off"
              onKeyDown={onKeyDown}
              value={texts.values[name] ?? ''}
              error={issueAt(deed.error, `/values/${name}`)}
              onChange={({ currentTarget: { value } }) =>
                setTexts({ ...texts, values: { ...texts.values, [name]: value } })
              }
            />
          ))}
        </div>
        <ProblemAlert error={deed.error} except={['/key', '/value', '/values']} />
        <Group gap="xs">
          <Button type="submit" size="xs" loading={deed.isPending}>
            {submit}
          </Button>
          <Button size="xs" variant="default" onClick={onClose}>
            {t('shared.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
