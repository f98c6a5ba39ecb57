import type { Field } from '@latchkey/contract/content-types/schemas'
import { schemaOf } from './schema.ts'

/** What both APIs say of a content type. */
export function contentTypeOf(type: {
  readonly slug: string
  readonly name: string
  readonly singleton: boolean
  readonly fields: readonly Field[]
}): Record<string, unknown> {
  const { slug, name, singleton, fields } = type
  return {
    title: name,
    uid: slug,
    schema: schemaOf(fields),
    description: '',
    options: { is_page: fields.some(({ id }) => id === 'url'), singleton, title: 'title', sub_title: [] },
    maintain_revisions: true,
    inbuilt_class: false,
    abilities: {
      get_one_object: true,
      get_all_objects: true,
      create_object: true,
      update_object: true,
      delete_object: true,
      delete_all_objects: true,
    },
  }
}
