import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['packages/tokens/src/**/*.test.ts'],
    setupFiles: ['tools/mutation/setup.ts'],
    isolate: false,
  },
})
