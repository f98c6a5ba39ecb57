/** The part of autocannon that the bench uses; the package brings no types. */
declare module 'autocannon' {
  type Request = { readonly path?: string }
  type Options = {
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly connections: number
    /** Seconds. */
    readonly duration: number
    readonly requests: readonly { readonly setupRequest?: (request: Request) => Request }[]
  }
  type Result = {
    readonly requests: { readonly total: number }
    readonly duration: number
    readonly errors: number
    readonly timeouts: number
    readonly non2xx: number
  }
  export default function autocannon(options: Options): Promise<Result>
}
