/** The mark of the product: a door that stands ajar, and the light of what lies behind it. */
export function Door({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="30" height="30" rx="8" fill="var(--mantine-color-key-8)" />
      <path d="M10 26V8.4A1.4 1.4 0 0 1 11.4 7h9.2A1.4 1.4 0 0 1 22 8.4V26" fill="var(--mantine-color-key-4)" />
      <path d="M10 7.6 18 10v18l-8-2z" fill="#ffffff" />
      <circle cx="15.8" cy="18.6" r="1.2" fill="var(--mantine-color-key-8)" />
      <path d="M7.5 26h17" stroke="#ffffff" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  )
}
