export const tags = {
  title: 'Tags',
  lead: 'Short words on entries and files, across content types and categories. They are written beside an entry or a file.',
  empty: 'No tags yet',
  emptyText: 'Write some beside an entry or a file: each is here then, with everything that bears it.',
  nothing: 'No tag has that in it.',
  searchHint: 'A part of a tag',
  tag: 'Tag',
  entries: 'Entries',
  files: 'Files',
  entriesOf: '{{count}}: entries with {{tag}}',
  filesOf: '{{count}}: files with {{tag}}',
  rename: 'Rename',
  renameOf: 'Rename {{tag}}',
  renameTitle: 'Rename “{{tag}}”',
  renameText_one:
    '{{count}} thing bears it, and is changed by itself. What is live keeps it until it is published again.',
  renameText_other:
    '{{count}} things bear it, and are changed one by one. What is live keeps it until it is published again.',
  to: 'New tag',
  comma: 'A tag holds no comma.',
  merges: '“{{tag}}” is there already: both become one.',
  remove: 'Remove',
  removeOf: 'Remove {{tag}}',
  removeTitle: 'Remove “{{tag}}” everywhere?',
  removeText_one:
    '{{count}} thing bears it, and is changed by itself. What is live keeps it until it is published again.',
  removeText_other:
    '{{count}} things bear it, and are changed one by one. What is live keeps it until it is published again.',
  done_one: '{{count}} changed.',
  done_other: '{{count}} changed.',
} as const
