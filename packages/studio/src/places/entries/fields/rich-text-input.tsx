import { Input, Stack, Text } from '@mantine/core'
import type { EditorState } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { useEffect, useId, useRef, useState } from 'react'
import { t } from '../../../words/words.ts'
import { isSame } from '../entry-draft.ts'
import { type FieldProps, inputProps } from './field-props.ts'
import { JsonInput } from './json-input.tsx'
import { documentOf, valueOf } from './rich-text.ts'
import classes from './rich-text-input.module.css'
import { newState } from './rich-text-state.ts'
import { RichTextTools } from './rich-text-tools.tsx'

/** A document, as it is read. One that holds what the editor does not know is shown as JSON, so that nothing of it is lost. */
export function RichTextInput(props: FieldProps) {
  if (documentOf(props.value) !== null) return <DocumentInput {...props} />
  return (
    <Stack gap={4}>
      <JsonInput {...props} />
      <Text size="xs" c="dimmed">
        {t('content.field.otherDocument')}
      </Text>
    </Stack>
  )
}

function DocumentInput(props: FieldProps) {
  const { value, onChange, locked } = props
  const { label, error, required, description } = inputProps(props)
  const id = useId()
  const place = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<EditorView | null>(null)
  const [state, setState] = useState<EditorState | null>(null)
  // What the editor is told by and tells: it lives longer than one drawing of the page.
  const latest = useRef({ value, onChange })
  useEffect(() => {
    latest.current = { value, onChange }
  })
  useEffect(() => {
    if (place.current === null) return undefined
    const made = new EditorView(place.current, {
      state: newState(documentOf(latest.current.value)),
      dispatchTransaction: (transaction) => {
        const next = made.state.apply(transaction)
        made.updateState(next)
        setState(next)
        if (!transaction.docChanged) return
        const written = valueOf(next.doc)
        if (!isSame(written, latest.current.value)) latest.current.onChange(written)
      },
    })
    setView(made)
    setState(made.state)
    return () => made.destroy()
  }, [])
  useEffect(() => {
    view?.setProps({
      editable: () => locked === null,
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': id,
        ...(error !== undefined && { 'aria-invalid': 'true' }),
        ...(locked !== null && { 'aria-readonly': 'true', tabindex: '0' }),
      },
    })
  }, [view, id, error, locked])
  useEffect(() => {
    // Another value than the one that was written here: from the server, or from before.
    const given = documentOf(value)
    if (view === null || given === null || isSame(valueOf(view.state.doc), value)) return
    const { tr, doc } = view.state
    view.dispatch(tr.replaceWith(0, doc.content.size, given.content).setMeta('addToHistory', false))
  }, [view, value])
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
      <div className={classes['frame']} data-error={error !== undefined || undefined}>
        {locked === null && view !== null && state !== null && (
          <RichTextTools view={view} state={state} label={label} />
        )}
        <div ref={place} className={classes['text']} />
      </div>
    </Input.Wrapper>
  )
}
