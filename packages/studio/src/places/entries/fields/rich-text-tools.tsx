import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core'
import IconBlockquote from '@tabler/icons-react/icons/IconBlockquote'
import IconBold from '@tabler/icons-react/icons/IconBold'
import IconCode from '@tabler/icons-react/icons/IconCode'
import IconH2 from '@tabler/icons-react/icons/IconH2'
import IconH3 from '@tabler/icons-react/icons/IconH3'
import IconItalic from '@tabler/icons-react/icons/IconItalic'
import IconLink from '@tabler/icons-react/icons/IconLink'
import IconList from '@tabler/icons-react/icons/IconList'
import IconListNumbers from '@tabler/icons-react/icons/IconListNumbers'
import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands'
import type { Attrs, MarkType, NodeType } from 'prosemirror-model'
import { liftListItem, wrapInList } from 'prosemirror-schema-list'
import type { Command, EditorState } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { type ReactNode, useState } from 'react'
import { Dialog } from '../../../pieces/dialog.tsx'
import { t } from '../../../words/words.ts'
import { richTextSchema } from './rich-text-schema.ts'
import classes from './rich-text-input.module.css'

const { nodes, marks } = richTextSchema

interface RichTextToolsProps {
  readonly view: EditorView
  readonly state: EditorState
  /** Of the field. */
  readonly label: string
}

interface Tool {
  readonly name: 'bold' | 'italic' | 'code' | 'h2' | 'h3' | 'bullets' | 'numbers' | 'quote'
  readonly icon: ReactNode
  readonly isOn: (state: EditorState) => boolean
  readonly on: Command
  readonly off: Command
}

const size = 16
const mark = (name: Tool['name'], type: MarkType, icon: ReactNode): Tool => ({
  name,
  icon,
  isOn: (state) => hasMark(state, type),
  on: toggleMark(type),
  off: toggleMark(type),
})
const heading = (name: Tool['name'], level: number, icon: ReactNode): Tool => ({
  name,
  icon,
  isOn: (state) => isInside(state, nodes.heading, { level }),
  on: setBlockType(nodes.heading, { level }),
  off: setBlockType(nodes.paragraph),
})
const list = (name: Tool['name'], type: NodeType, icon: ReactNode): Tool => ({
  name,
  icon,
  isOn: (state) => isInside(state, type),
  on: wrapInList(type),
  off: liftListItem(nodes.listItem),
})

const tools: readonly Tool[] = [
  mark('bold', marks.bold, <IconBold size={size} />),
  mark('italic', marks.italic, <IconItalic size={size} />),
  mark('code', marks.code, <IconCode size={size} />),
  heading('h2', 2, <IconH2 size={size} />),
  heading('h3', 3, <IconH3 size={size} />),
  list('bullets', nodes.bulletList, <IconList size={size} />),
  list('numbers', nodes.orderedList, <IconListNumbers size={size} />),
  {
    name: 'quote',
    icon: <IconBlockquote size={size} />,
    isOn: (state) => isInside(state, nodes.blockquote),
    on: wrapIn(nodes.blockquote),
    off: lift,
  },
]

/** What a part of a document can be made into. */
export function RichTextTools({ view, state, label }: RichTextToolsProps) {
  const [linking, setLinking] = useState(false)
  const run = (command: Command) => {
    command(view.state, view.dispatch)
    view.focus()
  }
  const linked = hasMark(state, marks.link)
  return (
    <Group gap={2} role="group" aria-label={t('content.field.tools', { label })} className={classes['tools'] ?? ''}>
      {tools.map(({ name, icon, isOn, on, off }) => {
        const active = isOn(state)
        return (
          <ActionIcon
            key={name}
            variant={active ? 'light' : 'subtle'}
            color={active ? 'key' : 'gray'}
            c="inherit"
            aria-label={t(`content.field.tool.${name}`)}
            aria-pressed={active}
            onClick={() => run(active ? off : on)}
          >
            {icon}
          </ActionIcon>
        )
      })}
      <ActionIcon
        variant={linked ? 'light' : 'subtle'}
        color={linked ? 'key' : 'gray'}
        c="inherit"
        aria-label={t('content.field.tool.link')}
        aria-pressed={linked}
        disabled={state.selection.empty && !linked}
        onClick={() => (linked ? run(toggleMark(marks.link)) : setLinking(true))}
      >
        <IconLink size={size} />
      </ActionIcon>
      <Dialog opened={linking} onClose={() => setLinking(false)} title={t('content.field.tool.link')}>
        <LinkForm
          onLink={(href) => {
            setLinking(false)
            run(toggleMark(marks.link, { href }))
          }}
        />
      </Dialog>
    </Group>
  )
}

function LinkForm({ onLink }: { readonly onLink: (href: string) => void }) {
  const [href, setHref] = useState('https://')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        // The form of the entry lies around this one on the page, though not in it.
        event.stopPropagation()
        if (href.trim() !== '') onLink(href.trim())
      }}
    >
      <Stack>
        <TextInput
          data-autofocus
          label={t('content.field.address')}
          value={href}
          onChange={({ currentTarget: { value } }) => setHref(value)}
        />
        <Group justify="flex-end">
          <Button type="submit">{t('shared.apply')}</Button>
        </Group>
      </Stack>
    </form>
  )
}

function hasMark({ selection, storedMarks, doc }: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = selection
  return empty ? type.isInSet(storedMarks ?? $from.marks()) !== undefined : doc.rangeHasMark(from, to, type)
}

/** Whether the selection begins inside such a node. */
function isInside({ selection: { $from } }: EditorState, type: NodeType, attrs: Attrs = {}): boolean {
  return Array.from({ length: $from.depth + 1 }, (_, depth) => $from.node(depth)).some(
    (node) => node.type === type && Object.entries(attrs).every(([name, value]) => node.attrs[name] === value),
  )
}
