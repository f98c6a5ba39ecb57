/** A slug of ours for a name: `Müller & Sons` → `muller-sons`. Empty for a name without a letter or digit of ASCII. */
export function slugOf(name: string, lengthMax = 64): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '')
    .join('-')
    .slice(0, lengthMax)
}
