const paragraph = 'All human beings are born free and equal in dignity and rights. '
const sections = ['news', 'sport', 'culture', 'science', 'opinion']

/** The content type of every HTTP case. */
export const articleType = {
  slug: 'articles',
  name: 'Articles',
  fields: [
    { id: 'title', type: 'text', required: true, filterable: true },
    { id: 'section', type: 'select', filterable: true, validation: { allowed: sections } },
    { id: 'rank', type: 'number', filterable: true },
    { id: 'body', type: 'markdown' },
  ],
}

export const articleSlug = (index: number): string => `article-${index}`

/** Fields of about 800 bytes, so that a delivered entry has about 1 KB. */
export const articleFields = (index: number): Record<string, unknown> => ({
  title: `Article ${index}`,
  section: sections[index % sections.length],
  rank: index,
  body: paragraph.repeat(12),
})
