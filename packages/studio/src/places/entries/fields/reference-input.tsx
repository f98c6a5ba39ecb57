import { ActionIcon, Anchor, Badge, Button, Group, Input, Paper, Text, VisuallyHidden } from '@mantine/core'
import IconX from '@tabler/icons-react/icons/IconX'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { entryQuery } from '../../../api/content-queries.ts'
import { typesQuery } from '../../../api/queries.ts'
import { useLocales } from '../../../api/use-locales.ts'
import { t } from '../../../words/words.ts'
import { titleOf } from '../entry-title.ts'
import { EntryPicker } from '../pickers/entry-picker.tsx'
import { StatusMark } from '../status-mark.tsx'
import { type FieldProps, inputProps } from './field-props.ts'

/** Points to another entry, which is chosen from a list and shown by its title. */
export function ReferenceInput(props: FieldProps) {
  const { space, field, label, value, onChange, locked } = props
  const [choosing, setChoosing] = useState(false)
  const id = useId()
  const { error, required, description } = inputProps(props)
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id }}
      error={error}
      required={required}
      description={description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    >
      <Group gap="xs" role="group" aria-labelledby={id}>
        {typeof value === 'string' && value !== '' && (
          <Paper px="sm" py={6} miw={0}>
            <Group gap="xs" wrap="nowrap">
              <Referenced space={space} id={value} />
              {locked === null && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  c="inherit"
                  size="sm"
                  aria-label={t('content.field.remove', { name: label })}
                  onClick={() => onChange(undefined)}
                >
                  <IconX size={14} />
                </ActionIcon>
              )}
            </Group>
          </Paper>
        )}
        {locked === null && (
          <Button variant="default" size="xs" onClick={() => setChoosing(true)}>
            {t(value === undefined ? 'content.field.chooseShort' : 'content.field.chooseAnother')}
            <VisuallyHidden>: {label}</VisuallyHidden>
          </Button>
        )}
      </Group>
      <EntryPicker
        space={space}
        types={field.types ?? null}
        opened={choosing}
        onClose={() => setChoosing(false)}
        onPick={(next) => {
          onChange(next)
          setChoosing(false)
        }}
      />
    </Input.Wrapper>
  )
}

function Referenced({ space, id }: { readonly space: string; readonly id: string }) {
  const entry = useQuery({ ...entryQuery(space, id), retry: false })
  const types = useQuery(typesQuery(space)).data
  const { home } = useLocales(space)
  if (entry.data === undefined) {
    return <Text size="sm">{entry.isPending ? t('shared.loading') : t('content.field.missingEntry', { id })}</Text>
  }
  const type = types?.find(({ slug }) => slug === entry.data.type)
  return (
    <Group gap="xs" wrap="nowrap" miw={0}>
      <Anchor
        size="sm"
        truncate
        renderRoot={(props: Record<string, unknown>) => (
          <Link to="/studio/spaces/$space/content/$entry" params={{ space, entry: id }} {...props} />
        )}
      >
        {titleOf(entry.data, type, home)}
      </Anchor>
      <Badge variant="default" size="sm">
        {type?.name ?? entry.data.type}
      </Badge>
      <StatusMark entry={entry.data} />
    </Group>
  )
}
