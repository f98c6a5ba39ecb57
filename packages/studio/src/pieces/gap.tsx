interface GapProps {
  /** In pixels; nothing where it is none. */
  readonly height: number
}

/** Rows of a table that are not there, `columns` wide. */
export function RowGap({ height, columns }: GapProps & { readonly columns: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden>
      <td aria-hidden colSpan={columns} style={{ height, padding: 0 }} />
    </tr>
  )
}

/** Things of a list that are not there. */
export function ItemGap({ height }: GapProps) {
  if (height <= 0) return null
  return <li aria-hidden style={{ height, gridColumn: '1 / -1', listStyle: 'none' }} />
}
