import { Button, Group, SegmentedControl, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { catalogueQuery } from '../../api/queries.ts'
import { t } from '../../words/words.ts'
import { factsOf, levelsOf } from './calls-of-people.ts'
import type { Draft, Level } from './draft.ts'
import classes from './resource-levels.module.css'

interface ResourceLevelsProps {
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
}

/** Read, write or publish for each resource. Publish holds write, write holds read. */
export function ResourceLevels({ draft, onChange }: ResourceLevelsProps) {
  const catalogue = useQuery(catalogueQuery).data
  const rows = useMemo(() => {
    const facts = catalogue === undefined ? [] : factsOf(catalogue)
    const names = [...new Set(facts.map(({ resource }) => resource))].toSorted()
    return names
      .map((resource) => ({ resource, levels: levelsOf(resource, facts) }))
      .filter(({ levels }) => levels.length > 0)
  }, [catalogue])
  const set = (resource: string, level: Level | 'none') => {
    const { [resource]: _, ...others } = draft.resources
    onChange({ resources: level === 'none' ? others : { ...others, [resource]: level } })
  }
  const all = Object.fromEntries(
    rows.flatMap(({ resource, levels }) => levels.slice(-1).map((level) => [resource, level])),
  )
  return (
    <>
      <Group justify="flex-end">
        <Button size="xs" variant="default" onClick={() => onChange({ resources: all })}>
          {t('tokens.scope.selectAll')}
        </Button>
      </Group>
      <Table className={classes['table'] ?? ''} verticalSpacing={6}>
        <Table.Tbody>
          {rows.map(({ resource, levels }) => (
            <Table.Tr key={resource}>
              <Table.Th scope="row" fw={500}>
                <Text size="sm">{resource}</Text>
              </Table.Th>
              <Table.Td>
                <SegmentedControl
                  size="xs"
                  aria-label={t('tokens.scope.levelOf', { resource })}
                  value={draft.resources[resource] ?? 'none'}
                  onChange={(level) => set(resource, level)}
                  data={(['none', ...levels] as const).map((value) => ({ value, label: t(`tokens.scope.${value}`) }))}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}
