import { Button, Stack, Text } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import { useState } from 'react'
import { issuesOf } from '../entries/fields/field-props.ts'
import { t } from '../../words/words.ts'
import { FieldEditor } from './field-editor.tsx'
import { newRow } from './field-row.ts'
import { type FieldsEditorProps, InnerFields } from './inner-fields.ts'

/** The fields of a type, of an object or of a block, in their order. */
export function FieldsEditor({ space, rows, kinds, issues, nested, depth, onChange }: FieldsEditorProps) {
  const [opened, setOpened] = useState<string | null>(null)
  const add = () => {
    const row = newRow()
    setOpened(row.key)
    onChange([...rows, row])
  }
  return (
    <InnerFields value={drawFields}>
      <Stack gap="sm">
        {rows.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('types.noFields')}
          </Text>
        )}
        {rows.map((row, index) => (
          <FieldEditor
            key={row.key}
            space={space}
            row={row}
            index={index}
            rows={rows}
            kinds={kinds}
            issues={issuesOf(issues, index)}
            nested={nested}
            depth={depth}
            opened={opened === row.key}
            onOpen={(open) => setOpened(open ? row.key : null)}
            onRow={(next) => onChange(rows.with(index, next))}
            onRows={onChange}
          />
        ))}
        <Button
          variant="default"
          w="fit-content"
          size={nested ? 'xs' : 'sm'}
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={add}
        >
          {t('types.addField')}
        </Button>
      </Stack>
    </InnerFields>
  )
}

function drawFields(props: FieldsEditorProps) {
  return <FieldsEditor {...props} />
}
