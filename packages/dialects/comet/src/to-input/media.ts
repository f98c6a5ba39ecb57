import { formFieldsOf } from '@latchkey/dialect-kit/body'
import { membersOf, refuseFields, textOf } from './faults.ts'

/** What is said of a file in a form: the vendor has its category, and the name is that of the file. */
export function readForm(body: unknown, fileName: string | null) {
  const fields = formFieldsOf(body)
  const unknown = fields.map(([name]) => name).filter((name) => name !== 'category')
  if (unknown.length > 0) throw refuseFields(Object.fromEntries(unknown.map((name) => [name, 'Unknown key.'])))
  const category = fields.at(-1)?.[1]
  return {
    ...(fileName !== null && { file_name: fileName }),
    ...(category !== undefined && category !== '' && { category }),
  }
}

/** Texts that are empty are taken away. */
export function readMeta(body: unknown) {
  const members = membersOf(body)
  const [alt, title] = [textOf(members, 'alt'), textOf(members, 'title')]
  return {
    ...(alt !== undefined && { alt: alt === '' ? null : alt }),
    ...(title !== undefined && { title: title === '' ? null : title }),
  }
}

/** Whether a file is private from now on. */
export function readVisibility(body: unknown): boolean {
  const visibility = textOf(membersOf(body), 'visibility')
  if (visibility === 'private' || visibility === 'public') return visibility === 'private'
  throw refuseFields({ visibility: 'Write public or private.' })
}

/** A category, or none: an empty one. */
export function readCategory(body: unknown): string | null {
  const category = textOf(membersOf(body), 'category')
  if (category === undefined) throw refuseFields({ category: 'Category is required.' })
  return category === '' ? null : category
}

/** The path of a category: its name, below its parent where one is said. */
export function readCategoryName(body: unknown): string {
  const members = membersOf(body)
  const [name, parent] = [textOf(members, 'name')?.trim() ?? '', textOf(members, 'parent')?.trim() ?? '']
  if (name === '') throw refuseFields({ name: 'Name is required.' })
  return parent === '' ? name : `${parent} / ${name}`
}

const filesMax = 100

export function readBulkVisibility(body: unknown) {
  const files: unknown = membersOf(body).get('files')
  const names = Array.isArray(files) ? files.filter((each) => typeof each === 'string') : []
  if (!Array.isArray(files) || names.length !== files.length || names.length === 0 || names.length > filesMax)
    throw refuseFields({ files: `Write a list of 1 to ${filesMax} file names.` })
  return { files: names, isPrivate: readVisibility(body) }
}
