import { useEffect, useState } from 'react'

/** State that outlives leaving the page and loading it again, in this tab. Never for secrets. */
export function useKept<Value extends object>(
  key: string,
  initial: () => Value,
): readonly [value: Value, change: (part: Partial<Value>) => void, forget: () => void] {
  const [value, setValue] = useState<Value>(() => ({ ...initial(), ...read<Value>(key) }))
  useEffect(() => write(key, value), [key, value])
  return [
    value,
    (part) => setValue((before) => ({ ...before, ...part })),
    () => {
      setValue(initial())
      sessionStorage.removeItem(key)
    },
  ]
}

/** What is too large to be kept lives on in the page alone. */
function write(key: string, value: object): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value))
  } catch {
    sessionStorage.removeItem(key)
  }
}

function read<Value>(key: string): Partial<Value> {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written above, by the same version of the page or a close one.
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Partial<Value>
  } catch {
    return {}
  }
}
