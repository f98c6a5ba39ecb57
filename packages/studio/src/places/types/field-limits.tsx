import { Checkbox, Group, MultiSelect, NumberInput, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Field } from '../../api/answers.ts'
import { datasourcesQuery } from '../../api/content-queries.ts'
import { typesQuery } from '../../api/queries.ts'
import { t } from '../../words/words.ts'
import { issuesOf, ownIssue, type ValueIssue } from '../entries/fields/field-props.ts'
import { type FieldChange, type FieldKind, kindOf, plainType } from './field-row.ts'

type Validation = NonNullable<Field['validation']>

interface FieldLimitsProps {
  readonly space: string
  readonly field: Field
  readonly kinds: readonly FieldKind[]
  readonly issues: readonly ValueIssue[]
  readonly onChange: (part: FieldChange) => void
}

const numbers = ['min_length', 'max_length', 'minimum', 'maximum', 'min_items', 'max_items'] as const

/** What the values of a field have to be: limits, choices, and which types it points to. */
export function FieldLimits({ space, field, kinds, issues, onChange }: FieldLimitsProps) {
  const { type, validation = {} } = field
  const plain = plainType(field)
  const fitting = [
    ...(kindOf(kinds, type)?.limits ?? []),
    ...(type === 'list' ? (kindOf(kinds, plain)?.limits ?? []) : []),
  ]
  const own = issuesOf(issues, 'validation')
  const limit = (part: { readonly [Key in keyof Validation]?: Validation[Key] | undefined }) => {
    const next = Object.fromEntries(
      Object.entries({ ...validation, ...part }).filter(([, value]) => value !== undefined),
    )
    onChange({ validation: Object.keys(next).length === 0 ? undefined : next })
  }
  const shown = numbers.filter((each) => fitting.includes(each))
  return (
    <Stack gap="md">
      {shown.length > 0 && (
        <Group grow align="flex-start" preventGrowOverflow={false}>
          {shown.map((each) => (
            <NumberInput
              key={each}
              label={t(`types.limit.${each}`)}
              hideControls
              value={validation[each] ?? ''}
              error={ownIssue(issuesOf(own, each))}
              onChange={(next) => limit({ [each]: typeof next === 'number' ? next : undefined })}
            />
          ))}
        </Group>
      )}
      {fitting.includes('integer') && (
        <Checkbox
          label={t('types.limit.integer')}
          checked={validation.integer === true}
          onChange={({ currentTarget: { checked } }) => limit({ integer: checked || undefined })}
        />
      )}
      {fitting.includes('pattern') && (
        <TextInput
          label={t('types.limit.pattern')}
          description={t('types.limit.patternHint')}
          spellCheck={false}
          autoComplete="off"
          value={validation.pattern ?? ''}
          error={ownIssue(issuesOf(own, 'pattern'))}
          onChange={({ currentTarget: { value } }) => limit({ pattern: value === '' ? undefined : value })}
        />
      )}
      {plain === 'select' && <Choices space={space} field={field} issues={issues} onChange={onChange} limit={limit} />}
      {fitting.includes('allowed') && plain !== 'select' && <Allowed field={field} issues={own} limit={limit} />}
      {plain === 'reference' && <PointsTo space={space} field={field} issues={issues} onChange={onChange} />}
    </Stack>
  )
}

interface AllowedProps {
  readonly field: Field
  readonly issues: readonly ValueIssue[]
  readonly limit: (part: { readonly allowed?: Validation['allowed'] }) => void
}

/** The values that are allowed, where only some are. */
function Allowed({ field, issues, limit }: AllowedProps) {
  const isNumber = plainType(field) === 'number'
  const isSelect = plainType(field) === 'select'
  return (
    <TagsInput
      label={t('types.limit.allowed')}
      description={t(isSelect ? 'types.limit.choicesHint' : 'types.limit.allowedHint')}
      acceptValueOnBlur
      splitChars={[]}
      value={(field.validation?.allowed ?? []).map(String)}
      error={ownIssue(issuesOf(issues, 'allowed'))}
      onChange={(next) => {
        const allowed = isNumber ? next.map(Number).filter((each) => !Number.isNaN(each)) : next
        // A select keeps an empty list, so that the server can say what it needs.
        limit({ allowed: allowed.length === 0 && !isSelect ? undefined : allowed })
      }}
    />
  )
}

interface ChoicesProps extends Omit<FieldLimitsProps, 'kinds'> {
  readonly limit: AllowedProps['limit']
}

/** Where a select takes its choices from: words of its own, or the keys of a datasource. */
function Choices({ space, field, issues, onChange, limit }: ChoicesProps) {
  const sources = useQuery({ ...datasourcesQuery(space), retry: false }).data ?? []
  return (
    <>
      {sources.length > 0 && (
        <Select
          label={t('types.datasource')}
          placeholder={t('types.datasourceNone')}
          clearable
          data={sources.map(({ slug, name }) => ({ value: slug, label: name }))}
          value={field.choices?.datasource ?? null}
          error={ownIssue(issuesOf(issues, 'choices').map(({ detail }) => ({ pointer: '', detail })))}
          onChange={(next) =>
            onChange(
              next === null
                ? { choices: undefined, validation: { allowed: [] } }
                : { choices: { datasource: next }, validation: undefined },
            )
          }
        />
      )}
      {field.choices === undefined && <Allowed field={field} issues={issuesOf(issues, 'validation')} limit={limit} />}
    </>
  )
}

function PointsTo({ space, field, issues, onChange }: Omit<FieldLimitsProps, 'kinds'>) {
  const types = useQuery(typesQuery(space)).data ?? []
  return (
    <MultiSelect
      label={t('types.pointsTo')}
      placeholder={(field.types ?? []).length === 0 ? t('types.pointsToAny') : undefined}
      data={types.map(({ slug, name }) => ({ value: slug, label: name }))}
      value={[...(field.types ?? [])]}
      error={ownIssue(issuesOf(issues, 'types').map(({ detail }) => ({ pointer: '', detail })))}
      onChange={(next) => onChange({ types: next.length === 0 ? undefined : next })}
    />
  )
}
