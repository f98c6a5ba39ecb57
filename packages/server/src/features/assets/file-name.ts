import { extname } from 'node:path'

const lengthMax = 128

/** A name as it is stored and compared. */
export function storedName(name: string): string {
  return name.normalize('NFC')
}

/** The beginning and the ending of the names that stand in for one that is taken: `red-` and `.jpg`. */
export function alternativesTo(name: string): { readonly head: string; readonly tail: string } {
  const tail = extname(name).slice(0, 32)
  return { head: `${name.slice(0, name.length - tail.length).slice(0, lengthMax - tail.length - 8)}-`, tail }
}

/** The name itself where it is free, else the first free one of `red-2.jpg`, `red-3.jpg`, … */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  const { head, tail } = alternativesTo(name)
  let number = 2
  while (taken.has(`${head}${number}${tail}`)) number += 1
  return `${head}${number}${tail}`
}
