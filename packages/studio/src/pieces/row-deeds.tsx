import type { ReactNode } from 'react'
import classes from './row-deeds.module.css'

/** What can be done to the thing of a row: buttons beside each other, below each other where the table is narrow. */
export function RowDeeds({ children }: { readonly children: ReactNode }) {
  return <div className={classes['deeds']}>{children}</div>
}
