import WebSocket from 'ws'

const FRAME_MS = 15_000

interface Frame {
  type: string
  channel?: string
  data?: Record<string, unknown>
}

export interface TestSocket {
  send(frame: object): void
  /** The next frame of this type that was not handed out yet. Rejects after a deadline. */
  next(type: string): Promise<Frame>
  isOpen(): boolean
  close(): void
  closed: Promise<{ code: number; reason: string }>
}

export async function openSocket(wsUrl: string, token: string): Promise<TestSocket> {
  const ws = new WebSocket(wsUrl, { headers: { authorization: `Bearer ${token}` } })
  const frames: Frame[] = []
  const waiting = new Set<() => void>()
  ws.on('message', (data) => {
    frames.push(JSON.parse(String(data)))
    for (const look of waiting) look()
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    ws.on('close', (code, reason) => resolve({ code, reason: String(reason) }))
  })
  await new Promise<void>((resolve, reject) => {
    ws.once('open', resolve)
    ws.once('error', reject)
  })
  return {
    closed,
    send: (frame) => ws.send(JSON.stringify(frame)),
    isOpen: () => ws.readyState === WebSocket.OPEN,
    close: () => ws.close(),
    next: (type) =>
      new Promise((resolve, reject) => {
        const deadline = setTimeout(() => {
          waiting.delete(look)
          reject(new Error(`no ${type} came, but ${JSON.stringify(frames)}`))
        }, FRAME_MS)
        const look = () => {
          const at = frames.findIndex((frame) => frame.type === type)
          const frame = frames[at]
          if (frame === undefined) return
          frames.splice(at, 1)
          clearTimeout(deadline)
          waiting.delete(look)
          resolve(frame)
        }
        waiting.add(look)
        look()
      }),
  }
}
