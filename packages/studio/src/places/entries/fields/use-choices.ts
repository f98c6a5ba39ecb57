import { useQuery } from '@tanstack/react-query'
import type { Field } from '../../../api/answers.ts'
import { choicesQuery } from '../../../api/content-queries.ts'

/** What a field lets choose: keys of a datasource with what people read in their place, or the words of its type. */
export function useChoices(
  space: string,
  { choices, validation }: Pick<Field, 'choices' | 'validation'>,
): readonly { readonly value: string; readonly label: string }[] {
  const slug = choices?.datasource
  const { data } = useQuery({ ...choicesQuery(space, slug ?? ''), enabled: slug !== undefined })
  if (slug !== undefined) {
    return (data ?? []).map(({ key, value }) => ({ value: key, label: value === key ? key : `${value} (${key})` }))
  }
  return (validation?.allowed ?? []).map((word) => ({ value: String(word), label: String(word) }))
}
