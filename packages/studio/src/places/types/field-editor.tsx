import { Badge, Checkbox, Collapse, Group, Paper, Select, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown'
import { useId } from 'react'
import type { Field } from '../../api/answers.ts'
import { t } from '../../words/words.ts'
import { nameOf } from '../entries/entry-title.ts'
import { issuesOf, ownIssue, type ValueIssue } from '../entries/fields/field-props.ts'
import { ItemActions } from '../entries/fields/item-actions.tsx'
import { BlocksEditor } from './blocks-editor.tsx'
import classes from './field-editor.module.css'
import { FieldLimits } from './field-limits.tsx'
import {
  asType,
  changed,
  type FieldChange,
  type FieldKind,
  type FieldRow,
  idOf,
  kindOf,
  plainType,
  withItems,
} from './field-row.ts'
import { NestedFields } from './nested-fields.tsx'

interface FieldEditorProps {
  readonly space: string
  readonly row: FieldRow
  readonly index: number
  readonly rows: readonly FieldRow[]
  readonly kinds: readonly FieldKind[]
  readonly issues: readonly ValueIssue[]
  readonly nested: boolean
  readonly depth: number
  readonly opened: boolean
  readonly onOpen: (open: boolean) => void
  readonly onRow: (row: FieldRow) => void
  readonly onRows: (rows: readonly FieldRow[]) => void
}

/** How deep objects and blocks may stand inside one another. */
const depthMax = 3

/** One field of a type: its line, and behind it what it is and what its values have to be. */
export function FieldEditor(props: FieldEditorProps) {
  const { row, index, rows, issues, opened, onOpen, onRows } = props
  const bodyId = useId()
  const { field, was } = row
  const name = nameOf(field) || t('types.unnamed')
  return (
    <Paper className={classes['row'] ?? ''} data-wrong={issues.length > 0 || undefined}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <UnstyledButton
          className={classes['head'] ?? ''}
          aria-expanded={opened}
          aria-controls={bodyId}
          onClick={() => onOpen(!opened)}
        >
          <Group gap="xs" wrap="nowrap">
            <IconChevronDown
              size={16}
              aria-hidden
              className={classes['chevron'] ?? ''}
              data-opened={opened || undefined}
            />
            <Group gap="0 xs" miw={0}>
              <Text size="sm" fw={600}>
                {name}
              </Text>
              <Text size="xs" c="dimmed" ff="monospace">
                {field.id}
              </Text>
            </Group>
            <Group gap={4} visibleFrom="sm">
              <Badge variant="default" size="sm">
                {t(`types.kind.${field.type}`)}
              </Badge>
              {(['required', 'unique', 'localized', 'filterable'] as const)
                .filter((mark) => field[mark] === true)
                .map((mark) => (
                  <Badge key={mark} variant="light" size="sm">
                    {t(`types.mark.${mark}`)}
                  </Badge>
                ))}
              {was === null && <Badge size="sm">{t('types.isNew')}</Badge>}
            </Group>
          </Group>
        </UnstyledButton>
        <Group gap={2} wrap="nowrap">
          <ItemActions
            name={name}
            items={rows}
            index={index}
            onChange={(next) => onRows(rows.length === next.length ? reordered(rows, next) : rows.toSpliced(index, 1))}
          />
        </Group>
      </Group>
      <Collapse id={bodyId} expanded={opened}>
        <Stack gap="md" pt="md">
          {opened && <FieldBody {...props} />}
        </Stack>
      </Collapse>
      {!opened && issues.length > 0 && (
        <Text size="sm" c="var(--studio-danger)" role="alert" mt="xs">
          {issues.map(({ detail }) => detail).join(' ')}
        </Text>
      )}
    </Paper>
  )
}

/** The rows in the order of a list of the same rows. */
function reordered(rows: readonly FieldRow[], order: readonly unknown[]): readonly FieldRow[] {
  return order.flatMap((each) => rows.find((row) => row === each) ?? [])
}

function FieldBody({ space, row, kinds, issues, nested, depth, onRow }: FieldEditorProps) {
  const { field } = row
  const set = (next: Field) => onRow({ ...row, field: next })
  const change = (part: FieldChange) => set(changed(field, part))
  const offered = kinds.filter(({ type }) => depth < depthMax || (type !== 'object' && type !== 'blocks'))
  return (
    <>
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <TextInput
          label={t('types.fieldName')}
          autoComplete="off"
          data-autofocus
          value={field.name ?? ''}
          error={ownIssue(issuesOf(issues, 'name'))}
          onChange={({ currentTarget: { value } }) => {
            // A new field takes its id from its name until somebody writes another one.
            const follows = row.was === null && field.id === idOf(field.name ?? '')
            set({ ...changed(field, { name: value === '' ? undefined : value }), id: follows ? idOf(value) : field.id })
          }}
        />
        <TextInput
          label={t('types.fieldId')}
          description={row.was !== null && row.was !== field.id ? t('types.renamed', { was: row.was }) : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          spellCheck={false}
          value={field.id}
          error={ownIssue(issuesOf(issues, 'id')) ?? ownIssue(issues)}
          onChange={({ currentTarget: { value } }) => set({ ...field, id: value })}
        />
      </Group>
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <Select
          label={t('types.fieldType')}
          data={offered.map(({ type }) => ({ value: type, label: t(`types.kind.${type}`) }))}
          value={field.type}
          allowDeselect={false}
          searchable
          error={ownIssue(issuesOf(issues, 'type'))}
          onChange={(next) => {
            const kind = offered.find(({ type }) => type === next)
            if (kind) set(asType(field, kind.type, kinds))
          }}
        />
        {field.type === 'list' && (
          <Select
            label={t('types.items')}
            data={offered
              .filter(({ listable }) => listable)
              .map(({ type }) => ({ value: type, label: t(`types.kind.${type}`) }))}
            value={field.items ?? null}
            allowDeselect={false}
            error={ownIssue(issuesOf(issues, 'items'))}
            onChange={(next) => {
              if (isListable(offered, next)) set(withItems(field, next))
            }}
          />
        )}
      </Group>
      <Marks field={field} kinds={kinds} issues={issues} nested={nested} onChange={change} />
      <FieldLimits space={space} field={field} kinds={kinds} issues={issues} onChange={change} />
      {plainType(field) === 'object' && (
        <NestedFields
          space={space}
          label={t('types.objectFields')}
          fields={field.fields ?? []}
          kinds={kinds}
          issues={issuesOf(issues, 'fields')}
          depth={depth + 1}
          onChange={(fields) => set({ ...field, fields })}
        />
      )}
      {field.type === 'blocks' && (
        <BlocksEditor
          space={space}
          blocks={field.blocks ?? []}
          kinds={kinds}
          issues={issuesOf(issues, 'blocks')}
          depth={depth + 1}
          onChange={(blocks) => set({ ...field, blocks })}
        />
      )}
    </>
  )
}

/** Whether lists may hold what is chosen: the catalogue says which kinds are. */
function isListable(kinds: readonly FieldKind[], type: string | null): type is NonNullable<Field['items']> {
  return kinds.some((kind) => kind.listable && kind.type === type)
}

interface MarksProps {
  readonly field: Field
  readonly kinds: readonly FieldKind[]
  readonly issues: readonly ValueIssue[]
  readonly nested: boolean
  readonly onChange: (part: FieldChange) => void
}

function Marks({ field, kinds, issues, nested, onChange }: MarksProps) {
  const kind = kindOf(kinds, field.type)
  const filterable = kindOf(kinds, plainType(field))?.filterable === true
  const marks = [
    ['required', true],
    ['localized', !nested],
    ['unique', !nested && kind?.unique === true],
    ['filterable', !nested && filterable],
  ] as const
  return (
    <Group gap="lg">
      {marks
        .filter(([mark, fits]) => fits || field[mark] === true)
        .map(([mark]) => (
          <Checkbox
            key={mark}
            label={t(`types.mark.${mark}`)}
            description={t(`types.markHint.${mark}`)}
            checked={field[mark] === true}
            error={ownIssue(issuesOf(issues, mark))}
            onChange={({ currentTarget: { checked } }) => onChange({ [mark]: checked })}
          />
        ))}
    </Group>
  )
}
