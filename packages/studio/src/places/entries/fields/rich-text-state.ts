import { baseKeymap, chainCommands, exitCode, toggleMark } from 'prosemirror-commands'
import { history, redo, undo } from 'prosemirror-history'
import { inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import type { Node } from 'prosemirror-model'
import { liftListItem, splitListItem } from 'prosemirror-schema-list'
import { type Command, EditorState } from 'prosemirror-state'
import { richTextSchema } from './rich-text-schema.ts'

const { nodes, marks } = richTextSchema

const breakLine: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hardBreak.create()).scrollIntoView())
  return true
}

/** Tab is left alone: it leads on to what comes next, as everywhere. */
const keys = keymap({
  'Mod-z': undo,
  'Shift-Mod-z': redo,
  'Mod-y': redo,
  'Mod-b': toggleMark(marks.bold),
  'Mod-i': toggleMark(marks.italic),
  'Mod-e': toggleMark(marks.code),
  'Shift-Enter': chainCommands(exitCode, breakLine),
  Enter: splitListItem(nodes.listItem),
  'Shift-Mod-[': liftListItem(nodes.listItem),
})

const rules = inputRules({
  rules: [
    textblockTypeInputRule(/^(#{1,3})\s$/, nodes.heading, ([, marksOfLevel = '']) => ({ level: marksOfLevel.length })),
    textblockTypeInputRule(/^```$/, nodes.codeBlock),
    wrappingInputRule(/^\s*[-*]\s$/, nodes.bulletList),
    wrappingInputRule(/^(\d+)\.\s$/, nodes.orderedList, ([, start]) => ({ start: Number(start) })),
    wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
  ],
})

/** An editor that begins with a document; null: with an empty one. */
export function newState(document: Node | null): EditorState {
  return EditorState.create({
    schema: richTextSchema,
    ...(document && { doc: document }),
    plugins: [history(), rules, keys, keymap(baseKeymap)],
  })
}
