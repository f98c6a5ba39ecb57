import type { Node } from 'prosemirror-model'
import { isSame } from '../entry-draft.ts'
import { richTextSchema } from './rich-text-schema.ts'

/** A value as a document; null for one that holds something that the editor would lose, or that is none. */
export function documentOf(value: unknown): Node | null {
  if (value === undefined) return richTextSchema.nodes.doc.createAndFill()
  try {
    const node = richTextSchema.nodeFromJSON(value)
    node.check()
    return node.type === richTextSchema.nodes.doc && isSame(valueOf(node), value) ? node : null
  } catch {
    return null
  }
}

/** A document as it is stored; undefined for one without any content. */
export function valueOf(document: Node): unknown {
  const isEmpty = document.childCount === 1 && document.firstChild?.content.size === 0 && document.textContent === ''
  return isEmpty && document.firstChild?.type === richTextSchema.nodes.paragraph ? undefined : document.toJSON()
}
