import { Group, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { assetsQuery } from '../../../api/content-queries.ts'
import { AssetThumb } from '../../../pieces/asset-thumb.tsx'
import { t } from '../../../words/words.ts'
import { Picker } from './picker.tsx'

interface AssetPickerProps {
  readonly space: string
  readonly opened: boolean
  readonly onClose: () => void
  readonly onPick: (id: string) => void
}

/** Chooses a file. */
export function AssetPicker({ space, opened, onClose, onPick }: AssetPickerProps) {
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 200)
  const query = useQuery({
    ...assetsQuery(space, { limit: 25, count: false, ...(search !== '' && { search }) }),
    enabled: opened,
  })
  return (
    <Picker
      title={t('content.picker.file')}
      opened={opened}
      onClose={onClose}
      text={text}
      onText={setText}
      query={query}
      idOf={({ id }) => id}
      onPick={onPick}
      renderItem={(asset) => (
        <Group wrap="nowrap" gap="sm">
          <AssetThumb space={space} asset={asset} size={44} />
          <Stack gap={0} miw={0}>
            <Text size="sm" fw={600} truncate>
              {asset.file_name}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {asset.category ?? asset.media_type}
            </Text>
          </Stack>
        </Group>
      )}
    />
  )
}
