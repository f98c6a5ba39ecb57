import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: '/studio/',
  plugins: [react()],
  // The server puts a nonce of its own into every answer.
  html: { cspNonce: '{{nonce}}' },
  build: {
    outDir: 'dist/site',
    // Browsers of 2024 and later: they know light-dark(), nesting and container queries themselves.
    target: ['chrome123', 'firefox121', 'safari17.5'],
    manifest: true,
    // A policy without inline anything takes no data URLs either.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
  // `npx vite packages/studio` beside a server on its usual port.
  server: { proxy: { '/api': 'http://localhost:4010' } },
})
