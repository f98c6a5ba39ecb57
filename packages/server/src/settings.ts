import type { Settings } from './services.ts'
import { readSignInSettings } from './sign-in-settings.ts'

/** What holds for an instance that was told nothing. */
export const defaultSettings: Settings = {
  limits: {},
  rateLimit: null,
  reveal: false,
  outgoingAllow: [],
  publicUrl: null,
  hosts: {},
  leakReports: { githubKeys: null, revoke: true },
  updatesFeed: null,
  updatesFolder: null,
  ...readSignInSettings({}),
}
