/** Leads to the first input that something is wrong with, once it is drawn. */
export function focusFirstIssue(): void {
  requestAnimationFrame(() => {
    const [first] = document.querySelectorAll<HTMLElement>('main [aria-invalid="true"], main [data-error] button')
    first?.focus()
  })
}
