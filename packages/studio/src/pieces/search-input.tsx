import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import IconSearch from '@tabler/icons-react/icons/IconSearch'
import { useState } from 'react'
import { t } from '../words/words.ts'

interface SearchInputProps {
  /** What is searched for now, as the address says it. */
  readonly value: string | undefined
  readonly placeholder: string
  readonly className?: string
  /** When somebody has stopped typing for a moment; undefined for nothing. */
  readonly onSearch: (text: string | undefined) => void
}

/** Words that a list is searched for. */
export function SearchInput({ value, placeholder, className = '', onSearch }: SearchInputProps) {
  // What is typed counts for as long as nobody else has changed the search meanwhile.
  const [typed, type] = useState({ text: value ?? '', over: value })
  const searchFor = useDebouncedCallback((text: string) => {
    const next = text.trim() || undefined
    type({ text, over: next })
    onSearch(next)
  }, 300)
  return (
    <TextInput
      type="search"
      label={t('shell.search')}
      placeholder={placeholder}
      autoComplete="off"
      className={className}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed.over === value ? typed.text : (value ?? '')}
      onChange={({ currentTarget: { value: text } }) => {
        type({ text, over: value })
        searchFor(text)
      }}
    />
  )
}
