import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

// What every HTTP figure is measured against: bare node:http, one JSON body, JSON.stringify for each request.
// Usage: node bench/reference.ts body.json
const [, , bodyPath] = process.argv
if (bodyPath === undefined) throw new Error('Name the JSON file to answer: node bench/reference.ts body.json')
const value: unknown = JSON.parse(readFileSync(bodyPath, 'utf8'))

const server = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json; charset=utf-8')
  response.end(JSON.stringify(value))
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') console.log(`http://127.0.0.1:${address?.port}`)
})

process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
