import { Button, Stack, TextInput } from '@mantine/core'
import IconPlus from '@tabler/icons-react/icons/IconPlus'
import type { Field } from '../../api/answers.ts'
import { t } from '../../words/words.ts'
import { issuesOf, ownIssue, type ValueIssue } from '../entries/fields/field-props.ts'
import { GroupFrame } from '../entries/fields/group-frame.tsx'
import { ItemActions } from '../entries/fields/item-actions.tsx'
import type { FieldKind } from './field-row.ts'
import { NestedFields } from './nested-fields.tsx'

type Blocks = NonNullable<Field['blocks']>

interface BlocksEditorProps {
  readonly space: string
  readonly blocks: Blocks
  readonly kinds: readonly FieldKind[]
  readonly issues: readonly ValueIssue[]
  readonly depth: number
  readonly onChange: (blocks: Blocks) => void
}

/** The blocks that a field may hold, each with fields of its own. */
export function BlocksEditor({ space, blocks, kinds, issues, depth, onChange }: BlocksEditorProps) {
  return (
    <GroupFrame label={t('types.blocks')} error={ownIssue(issues)} locked={null}>
      {blocks.map((block, index) => {
        const own = issuesOf(issues, index)
        return (
          <GroupFrame
            // Blocks are told apart by their place until they have names.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            label={block.name || t('types.unnamedBlock')}
            locked={null}
            actions={
              <ItemActions
                name={block.name || t('types.unnamedBlock')}
                items={blocks}
                index={index}
                onChange={(next) => onChange(next.flatMap((each) => blocks.find((known) => known === each) ?? []))}
              />
            }
          >
            <Stack gap="sm">
              <TextInput
                label={t('types.blockName')}
                autoComplete="off"
                spellCheck={false}
                value={block.name}
                error={ownIssue(issuesOf(own, 'name'))}
                onChange={({ currentTarget: { value } }) => onChange(blocks.with(index, { ...block, name: value }))}
              />
              <NestedFields
                space={space}
                label={t('types.blockFields')}
                fields={block.fields}
                kinds={kinds}
                issues={issuesOf(own, 'fields')}
                depth={depth}
                onChange={(fields) => onChange(blocks.with(index, { ...block, fields }))}
              />
            </Stack>
          </GroupFrame>
        )
      })}
      <Button
        variant="default"
        size="xs"
        w="fit-content"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange([...blocks, { name: '', fields: [] }])}
      >
        {t('types.addBlock')}
      </Button>
    </GroupFrame>
  )
}
