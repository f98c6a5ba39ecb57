import { connect, type Socket } from 'node:net'
import { once } from 'node:events'

/** A connection on which a test writes what no client would. */
export interface RawSocket {
  readonly socket: Socket
  write(text: string | Uint8Array): void
  /** The status of the first answer; null when the server ends the connection without one. */
  status(): Promise<number | null>
  end(): void
}

export async function openSocket(url: string): Promise<RawSocket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let received = ''
  socket.setEncoding('latin1')
  socket.on('data', (text: string) => void (received += text))
  // The server may close while we still write: that is an answer, too.
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve()
    })
  })
  await once(socket, 'connect')
  return {
    socket,
    write: (text) => void (socket.destroyed || socket.write(text)),
    status: async () => {
      const answered = new Promise<void>((resolve) => {
        const look = () => {
          if (received.includes('\r\n')) resolve()
        }
        socket.on('data', look)
        look()
      })
      await Promise.race([answered, closed])
      const match = /^HTTP\/1\.1 (\d{3})/.exec(received)
      return match ? Number(match[1]) : null
    },
    end: () => socket.destroy(),
  }
}
