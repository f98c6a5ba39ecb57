import { defineConfig } from 'vitest/config'

// Cedar is left out for its slowness: whatever it would find, the plain reference finds as well.
export default defineConfig({
  test: {
    include: ['packages/policy/src/**/*.test.ts'],
    exclude: ['packages/policy/src/cedar-oracle.law.test.ts'],
    setupFiles: ['tools/mutation/setup.ts'],
    env: { LATCHKEY_LAW_SCALE: '0.1' },
    isolate: false,
  },
})
