// Neither client is published with types.

interface VendorClientOptions {
  readonly accessToken?: string
  readonly url?: string
}

// What its calls take and answer, its documents say; a wrong guess fails the test.
type VendorCall = (params?: object, options?: VendorClientOptions) => Promise<any>

interface VendorClient {
  readonly auth: { readonly authenticateUser: VendorCall }
  readonly me: { readonly get: VendorCall; readonly patch: VendorCall }
  readonly userApiTokens: { readonly get: VendorCall; readonly post: VendorCall }
  readonly userApiToken: { readonly get: VendorCall; readonly patch: VendorCall; readonly delete: VendorCall }
  readonly orgs: { readonly get: VendorCall; readonly post: VendorCall }
  readonly org: { readonly get: VendorCall; readonly patch: VendorCall; readonly delete: VendorCall }
  readonly applications: { readonly get: VendorCall; readonly post: VendorCall }
  readonly application: { readonly get: VendorCall; readonly patch: VendorCall; readonly delete: VendorCall }
  readonly applicationApiTokens: { readonly get: VendorCall; readonly post: VendorCall }
  readonly applicationApiToken: { readonly get: VendorCall; readonly patch: VendorCall; readonly delete: VendorCall }
  readonly instances: { readonly get: VendorCall }
  readonly request: VendorCall
}

declare module 'wegnology-rest' {
  const published: { readonly createClient: (options: VendorClientOptions) => VendorClient }
  export default published
}

declare module 'losant-rest' {
  const published: { readonly createClient: (options: VendorClientOptions) => VendorClient }
  export default published
}
