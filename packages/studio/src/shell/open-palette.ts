/** Opens the command palette, which is loaded after the first page is shown. */
export function openPalette(): void {
  void import('@mantine/spotlight').then(({ spotlight }) => spotlight.open())
}
