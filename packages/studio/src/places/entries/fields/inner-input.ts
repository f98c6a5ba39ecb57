import { type ComponentType, createContext } from 'react'
import type { FieldProps } from './field-props.ts'

/** The input for fields that stand inside others. It is given from above, since it holds those that ask for it. */
export const InnerInput = createContext<ComponentType<FieldProps>>(() => null)
