/** Names that a field cannot have: what every entry has besides its fields, and words of filters. */
const taken = new Set(
  'id slug status tags published_at created_at updated_at created_by and or not constructor prototype block'.split(' '),
)

/** A word of plain letters: `Größe (cm)` → `Grosse cm` as far as letters have a plain form. */
function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss')
}

/** A name as a field or a block can have it: `heroImage` → `hero_image`, `tags` → `tags_field`. */
export function fieldName(name: string): string {
  const words = plain(name)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  const started = /^[a-z]/.test(words) ? words : `f_${words}`
  const short = started.slice(0, 60).replaceAll(/_+$/g, '')
  return taken.has(short) ? `${short}_field` : short
}

/** A name as a content type or a datasource can have it. */
export function slugOf(name: string): string {
  const words = plain(name)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^[-_]+|-+$/g, '')
  return words.slice(0, 60) || 'unnamed'
}

/** A path as an entry can have it for its slug: `/Blog/Ça va?/` → `Blog/Ca-va`. Empty when nothing of it can stay. */
export function entrySlug(path: string): string {
  const parts = plain(path)
    .split('/')
    .map((part) => part.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/^[^A-Za-z0-9]+|-+$/g, ''))
    .filter((part) => part !== '')
  let slug = parts.join('/')
  if (slug.length > 100) slug = slug.slice(0, 100).replaceAll(/[^A-Za-z0-9]+$/g, '')
  return idLike.test(slug) ? `entry-${slug}` : slug
}

const idLike = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

// oxlint-disable-next-line no-control-regex -- these are what a name cannot hold.
const noName = /[/\\:*%\u0000-\u001f\u007f-\u009f]+/g
// oxlint-disable-next-line no-control-regex -- these are what a tag cannot hold.
const noTag = /[,\u0000-\u001f\u007f]+/g

/** A name as a file can have it. */
export function fileName(name: string): string {
  const kept = name.replaceAll(noName, '-').replaceAll(/^[. ]+|[. ]+$/g, '')
  const [, stem = kept, ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,10})?$/.exec(kept) ?? []
  return `${stem.slice(0, 100) || 'file'}${ending}`
}

/** The name with a word before its ending: `logo.png` → `logo-42.png`. */
export function withWord(name: string, word: string): string {
  return name.replace(/(\.[A-Za-z0-9]{1,10})?$/, `-${word}$1`)
}

/** Whether a code of a language is one that a locale can have. */
export function isLocaleCode(code: string): boolean {
  return code.length <= 35 && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code)
}

/** Tags as ours can be, each once, as many as there can be. */
export function tagsOf(tags: readonly unknown[]): string[] {
  const all = new Set(tags.map((tag) => tagOf(String(tag))))
  return [...all].filter((tag) => tag !== '').slice(0, 50)
}

/** A tag as ours can be; commas and ends are what theirs may have besides. */
export function tagOf(tag: string): string {
  return tag.replaceAll(noTag, ' ').trim().slice(0, 50).trim()
}

/** A part of a category's path. */
export function categoryPart(name: string): string {
  return name.replaceAll(noName, ' ').replaceAll(/\s+/g, ' ').trim()
}

/** Hands out names, each once: the second `title` is `title_2`. */
export function uniquely(separator: string): (name: string) => string {
  const given = new Set<string>()
  return (name) => {
    let free = name
    for (let number = 2; given.has(free); number += 1) free = `${name}${separator}${number}`
    given.add(free)
    return free
  }
}
