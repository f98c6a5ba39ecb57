/** A value that a field is compared with. */
export type Scalar = string | number | boolean

/** How a field is compared; several comparisons of one field are combined by and. */
export interface Comparison {
  readonly eq?: Scalar
  readonly ne?: Scalar
  readonly in?: readonly Scalar[]
  readonly nin?: readonly Scalar[]
  readonly lt?: Scalar
  readonly lte?: Scalar
  readonly gt?: Scalar
  readonly gte?: Scalar
  readonly contains?: string
  readonly 'starts-with'?: string
  /** Of what every thing has besides fields, such as a name: `*` is any run of characters. */
  readonly matches?: string
  readonly exists?: boolean
}

/** A plain value means `eq`. */
export type Condition = Scalar | Comparison

interface AnyFilter {
  readonly [field: string]: Condition | readonly AnyFilter[] | undefined
}

/**
 * What a list is narrowed by: `{ price: { lt: 50 }, category: 'shirts', or: [{ size: 'm' }, { size: 'l' }] }`.
 *
 * All parts must hold; of the alternatives under `or` at least one. Give the type of the fields to have their names checked.
 */
export type Filter<Fields extends object = AnyFilter> = string extends keyof Fields
  ? AnyFilter
  : { readonly [Field in keyof Fields]?: Condition } & { readonly or?: readonly Filter<Fields>[] }

/** Writes a filter as query parameters: `[['filter[price][lt]', '50']]`. */
export function filterParameters(filter: Filter): [name: string, value: string][] {
  return terms(filter).map(([path, value]) => [`filter${path.map((part) => `[${part}]`).join('')}`, value])
}

type Term = readonly [path: readonly string[], value: string]

function terms(filter: AnyFilter): Term[] {
  return Object.entries(filter).flatMap(([field, condition]): Term[] => {
    if (condition === undefined) return []
    if (isAlternatives(condition)) {
      return condition.flatMap((alternative, index) =>
        terms(alternative).map(([path, value]): Term => [[field, String(index), ...path], value]),
      )
    }
    if (typeof condition !== 'object') return [[[field, 'eq'], String(condition)]]
    return Object.entries(condition).map(([operator, value]: [string, Scalar | readonly Scalar[]]): Term => [
      [field, operator],
      String(value),
    ])
  })
}

function isAlternatives(condition: Condition | readonly AnyFilter[]): condition is readonly AnyFilter[] {
  return Array.isArray(condition)
}
