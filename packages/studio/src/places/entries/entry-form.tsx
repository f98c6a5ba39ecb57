import { Badge, Box, Group, Paper, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core'
import type { ContentType, Field } from '../../api/answers.ts'
import { issuesUnder } from '../../api/issues-under.ts'
import type { Permit } from '../../api/use-may.ts'
import { t } from '../../words/words.ts'
import { type EntryDraft, valueAt, withValue } from './entry-draft.ts'
import { nameOf } from './entry-title.ts'
import { FieldInput } from './fields/field-input.tsx'
import { ownIssue } from './fields/field-props.ts'

interface EntryFormProps {
  readonly space: string
  readonly type: ContentType
  readonly draft: EntryDraft
  /** The locales that are shown, side by side. */
  readonly locales: readonly string[]
  /** What the server has said about the draft; null for nothing. */
  readonly error: unknown
  /** Whether a field, the slug or the tags may be changed, in a locale. */
  readonly permit: (name: string, locale: string) => Permit
  readonly onChange: (draft: EntryDraft) => void
  /** A new entry takes its slug from its first text when none is given. */
  readonly slugHint?: string
}

/** The fields of an entry, made from its type; those that are localized once for each locale that is shown. */
export function EntryForm({ space, type, draft, locales, error, permit, onChange, slugHint }: EntryFormProps) {
  const [first = ''] = locales
  const lockOf = (name: string, locale: string) => {
    const given = permit(name, locale)
    return given.allowed ? null : given.why
  }
  const input = (field: Field, locale: string) => (
    <FieldInput
      key={`${field.id} ${locale}`}
      space={space}
      field={field}
      label={field.localized === true && locales.length > 1 ? `${nameOf(field)} (${locale})` : nameOf(field)}
      value={valueAt(draft, field, locale)}
      issues={issuesUnder(error, pointerOf(field, locale))}
      locked={lockOf(field.id, locale)}
      onChange={(value) => onChange(withValue(draft, field, locale, value))}
    />
  )
  return (
    <Stack gap="lg">
      <Paper p={{ base: 'md', xs: 'lg' }}>
        <Stack gap="lg">
          {locales.length > 1 && (
            <SimpleGrid cols={locales.length} aria-hidden>
              {locales.map((locale) => (
                <Group key={locale}>
                  <Badge variant="light">{locale}</Badge>
                </Group>
              ))}
            </SimpleGrid>
          )}
          {type.fields.map((field) =>
            field.localized === true && locales.length > 1 ? (
              <SimpleGrid key={field.id} cols={locales.length}>
                {locales.map((locale) => (
                  <Box key={locale} miw={0} lang={locale}>
                    {input(field, locale)}
                  </Box>
                ))}
              </SimpleGrid>
            ) : (
              input(field, first)
            ),
          )}
        </Stack>
      </Paper>
      <Paper p={{ base: 'md', xs: 'lg' }}>
        <Stack>
          <TextInput
            label={t('content.slug')}
            description={lockOf('slug', first) ?? slugHint}
            readOnly={lockOf('slug', first) !== null}
            autoComplete="off"
            spellCheck={false}
            value={draft.slug}
            error={ownIssue(issuesUnder(error, '/slug'))}
            onChange={({ currentTarget: { value } }) => onChange({ ...draft, slug: value })}
          />
          <TagsInput
            label={t('content.tags')}
            description={lockOf('tags', first) ?? t('content.tagsHint')}
            readOnly={lockOf('tags', first) !== null}
            acceptValueOnBlur
            value={[...draft.tags]}
            error={ownIssue(issuesUnder(error, '/tags').map(({ detail }) => ({ pointer: '', detail })))}
            onChange={(tags) => onChange({ ...draft, tags })}
          />
        </Stack>
      </Paper>
    </Stack>
  )
}

/** Where the server speaks of a value: localized ones stand below their locale. */
export function pointerOf({ id, localized }: Pick<Field, 'id' | 'localized'>, locale: string): string {
  return localized === true ? `/fields/${id}/${locale}` : `/fields/${id}`
}

/** The pointers about which the form that shows these locales speaks itself. */
export function pointersShown({ fields }: ContentType, locales: readonly string[]): readonly string[] {
  return ['/slug', '/tags', ...fields.flatMap((field) => locales.map((locale) => pointerOf(field, locale)))]
}
