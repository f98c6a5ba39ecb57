/** What stands behind the `#` of the address, taken out of it so that it stays in no history; empty for nothing. */
export function takeFragment(): string {
  const text = location.hash.slice(1)
  if (text !== '') history.replaceState(history.state, '', location.pathname + location.search)
  return text
}
