import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'

// What the delivery of files is measured against: bare node:http, one file streamed from disk for each request.
// Usage: node bench/reference-file.ts picture.png
const [, , file] = process.argv
if (file === undefined) throw new Error('Name the file to answer: node bench/reference-file.ts picture.png')
const { size } = statSync(file)

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size })
  createReadStream(file).pipe(response)
})

server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') console.log(`http://127.0.0.1:${address?.port}`)
})

process.once('SIGTERM', () => {
  server.close()
  server.closeAllConnections()
})
