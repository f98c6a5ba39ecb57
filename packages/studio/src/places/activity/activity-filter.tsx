import { Autocomplete, Button, Group, SimpleGrid, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { catalogueQuery } from '../../api/queries.ts'
import { t } from '../../words/words.ts'
import { type Filter, noFilter } from './filter.ts'

interface ActivityFilterProps {
  readonly filter: Filter
  readonly onApply: (filter: Filter) => void
}

/** What is looked for in the trail. */
export function ActivityFilter({ filter, onApply }: ActivityFilterProps) {
  const [draft, setDraft] = useState(filter)
  const operations = useQuery(catalogueQuery).data?.operations ?? []
  const field = (name: keyof Filter) => ({
    value: draft[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
  })
  return (
    <form
      role="search"
      aria-label={t('activity.filter')}
      onSubmit={(event) => {
        event.preventDefault()
        onApply(draft)
      }}
    >
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="sm">
        <TextInput label={t('activity.actor')} placeholder={t('activity.actorHint')} {...field('actor')} />
        <Autocomplete
          label={t('activity.operation')}
          placeholder="entries.publish"
          data={operations.filter(({ access }) => access !== 'read').map(({ id }) => id)}
          limit={20}
          value={draft.operation}
          onChange={(operation) => setDraft({ ...draft, operation })}
        />
        <TextInput label={t('activity.target')} placeholder={t('activity.targetHint')} {...field('target')} />
        <TextInput label={t('activity.token')} placeholder={t('activity.tokenHint')} {...field('token')} />
        <TextInput type="date" label={t('activity.from')} {...field('from')} />
        <TextInput type="date" label={t('activity.to')} {...field('to')} />
        <TextInput
          type="search"
          label={t('activity.search')}
          placeholder={t('activity.searchHint')}
          {...field('search')}
        />
        <Group align="flex-end" gap="xs">
          <Button type="submit">{t('activity.apply')}</Button>
          <Button
            variant="default"
            onClick={() => {
              setDraft(noFilter)
              onApply(noFilter)
            }}
          >
            {t('activity.clear')}
          </Button>
        </Group>
      </SimpleGrid>
    </form>
  )
}
