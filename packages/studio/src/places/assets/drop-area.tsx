import { Box, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { t } from '../../words/words.ts'
import classes from './drop-area.module.css'

interface DropAreaProps {
  /** Whether files are taken here. */
  readonly enabled: boolean
  readonly onFiles: (files: readonly File[]) => void
  readonly children: ReactNode
}

/** Takes files that are dragged onto it. The button beside it does the same for everybody else. */
export function DropArea({ enabled, onFiles, children }: DropAreaProps) {
  const [over, setOver] = useState(false)
  return (
    <Box
      className={classes['area'] ?? ''}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!enabled || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget instanceof Node ? event.relatedTarget : null))
          setOver(false)
      }}
      onDrop={(event) => {
        if (!enabled) return
        event.preventDefault()
        setOver(false)
        onFiles([...event.dataTransfer.files])
      }}
    >
      {children}
      {over && (
        <div className={classes['veil']}>
          <Text fw={600}>{t('assets.upload.drop')}</Text>
        </div>
      )}
    </Box>
  )
}
