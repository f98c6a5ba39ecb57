import type { Field } from '../../api/answers.ts'

type Inner = Pick<Field, 'id' | 'choices' | 'fields' | 'blocks'> & { readonly name?: string }

/** The fields of a type that choose from a datasource; one inside others is told by the field around it. */
export function fieldsChoosing(fields: readonly Field[], datasource: string): readonly Field[] {
  return fields.filter((field) => chooses(field, datasource))
}

function chooses({ choices, fields = [], blocks = [] }: Inner, datasource: string): boolean {
  if (choices?.datasource === datasource) return true
  return [...fields, ...blocks.flatMap((block) => block.fields)].some((inner) => chooses(inner, datasource))
}
