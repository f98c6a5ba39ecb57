import { ActionIcon, Button, Group, Input, Paper, Stack, Text, VisuallyHidden } from '@mantine/core'
import IconX from '@tabler/icons-react/icons/IconX'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { assetQuery } from '../../../api/content-queries.ts'
import { AssetThumb } from '../../../pieces/asset-thumb.tsx'
import { t } from '../../../words/words.ts'
import { AssetPicker } from '../pickers/asset-picker.tsx'
import { type FieldProps, inputProps } from './field-props.ts'

/** Points to a file, which is chosen from a list and shown. */
export function AssetInput(props: FieldProps) {
  const { space, label, value, onChange, locked } = props
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
          <Paper p={6} miw={0}>
            <Group gap="xs" wrap="nowrap">
              <Chosen space={space} id={value} />
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
            {t(value === undefined ? 'content.field.chooseFile' : 'content.field.chooseAnother')}
            <VisuallyHidden>: {label}</VisuallyHidden>
          </Button>
        )}
      </Group>
      <AssetPicker
        space={space}
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

function Chosen({ space, id }: { readonly space: string; readonly id: string }) {
  const asset = useQuery({ ...assetQuery(space, id), retry: false })
  if (asset.data === undefined) {
    return <Text size="sm">{asset.isPending ? t('shared.loading') : t('content.field.missingFile', { id })}</Text>
  }
  return (
    <Group gap="xs" wrap="nowrap" miw={0}>
      <AssetThumb space={space} asset={asset.data} size={48} />
      <Stack gap={0} miw={0}>
        <Text size="sm" truncate>
          {asset.data.file_name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {asset.data.metadata.alt ?? asset.data.media_type}
        </Text>
      </Stack>
    </Group>
  )
}
