import { type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model'

const block = { group: 'block', content: 'inline*' } as const

const nodes = {
  doc: { content: 'block+' },
  paragraph: { ...block, parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
  heading: {
    ...block,
    attrs: { level: { default: 2, validate: 'number' } },
    defining: true,
    parseDOM: [
      {
        tag: 'p[data-level]',
        // Before it is taken for a paragraph.
        priority: 60,
        getAttrs: (element) => ({ level: Number(element.dataset['level']) }),
      },
      ...[1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    ],
    // No heading of the page, whose own are in an order: it is text that is being written.
    toDOM: ({ attrs }) => ['p', { 'data-level': String(attrs['level']) }, 0],
  },
  bulletList: {
    group: 'block',
    content: 'listItem+',
    parseDOM: [{ tag: 'ul' }],
    toDOM: () => ['ul', 0],
  },
  orderedList: {
    group: 'block',
    content: 'listItem+',
    attrs: { start: { default: 1, validate: 'number' } },
    parseDOM: [{ tag: 'ol' }],
    toDOM: () => ['ol', 0],
  },
  listItem: { content: 'paragraph block*', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
  blockquote: {
    group: 'block',
    content: 'block+',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  codeBlock: {
    group: 'block',
    content: 'text*',
    marks: '',
    code: true,
    defining: true,
    parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
    toDOM: () => ['pre', ['code', 0]],
  },
  horizontalRule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
  hardBreak: {
    group: 'inline',
    inline: true,
    selectable: false,
    parseDOM: [{ tag: 'br' }],
    toDOM: () => ['br'],
  },
  text: { group: 'inline' },
} satisfies Record<string, NodeSpec>

const marks = {
  bold: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
  italic: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
  strike: { parseDOM: [{ tag: 's' }, { tag: 'del' }], toDOM: () => ['s', 0] },
  code: { parseDOM: [{ tag: 'code' }], toDOM: () => ['code', 0] },
  link: {
    attrs: { href: { validate: 'string' } },
    inclusive: false,
    parseDOM: [{ tag: 'a[href]', getAttrs: (element) => ({ href: element.getAttribute('href') }) }],
    // Followed by nobody while it is edited: the address is text.
    toDOM: ({ attrs }) => ['span', { 'data-link': '', title: String(attrs['href']) }, 0],
  },
} satisfies Record<string, MarkSpec>

/** The documents that the studio edits: paragraphs, headings, lists, quotes, code, breaks and rules, under the names of Tiptap. */
export const richTextSchema = new Schema({ nodes, marks })
