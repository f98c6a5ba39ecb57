#!/usr/bin/env node
// Plain JavaScript that an old Node reads too: it runs Latchkey on this Node, on the one of the package `node`, or says what is missing.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const program = existsSync(at('../src/main.ts')) ? at('../src/main.ts') : at('../latchkey.mjs')
const newer = () => createRequire(import.meta.url).resolve('node/bin/node')
if (Number.parseInt(process.versions.node, 10) >= 24) await import(pathToFileURL(program).href)
else {
  try {
    const child = spawn(newer(), [program, ...process.argv.slice(2)], { stdio: 'inherit' })
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
    child.on('exit', (code) => (process.exitCode = code ?? 1))
  } catch {
    console.error(
      `Latchkey needs Node 24 or newer, and this is ${process.version}: install it from https://nodejs.org.`,
    )
    process.exitCode = 1
  }
}
