/** Names of this host that stand for a path of it, each with that path: `cdn.example.com` → `/vendor/v2`. */
export type HostMounts = Readonly<Record<string, string>>

/** What stands before the path of a request that came by a name; empty for all others. */
export function mountPath(mounts: HostMounts, host: string | undefined): string {
  const name = host?.replace(/:\d+$/, '').toLowerCase() ?? ''
  return Object.hasOwn(mounts, name) ? (mounts[name] ?? '') : ''
}

/** Reads `cdn.example.com=/vendor/v2` and further such pairs; throws a sentence for what is none. */
export function parseHostMounts(pairs: readonly string[]): HostMounts {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, path] = /^([a-z0-9.-]+)=((?:\/[a-z0-9._-]+)+)$/.exec(pair) ?? []
      if (name === undefined || path === undefined)
        throw new Error(`LATCHKEY_HOSTS has ${JSON.stringify(pair)}: write a host name, an equals sign and a path.`)
      return [name, path]
    }),
  )
}
