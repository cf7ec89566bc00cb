import { createServer, type IncomingMessage } from 'node:http'
import type { Config } from '@/lib/config'
import { AppError } from '@/lib/errors'
import { type Answer, send } from '@/lib/http/answer'
import { isSocketPath, pathOf, refuseUnreadable, refuseUpgrade } from '@/lib/http/entrance'
import { problem } from '@/lib/http/problem'
import { answerReadiness } from '@/lib/http/readiness'
import { json } from '@/lib/http/route'
import type { ProcessLog } from '@/lib/log'
import { startMetrics } from '@/lib/metrics/serve'
import { listen } from './listen'
import { openSocketApp, type SocketApp } from './open-socket-app'
import { stopOnSignal } from './stop'

/** Only the socket: no pages, no API, no ledger. */
export async function serve(config: Config, log: ProcessLog): Promise<void> {
  const app = await openSocketApp(config, log.log)
  const server = createServer(async (request, response) => {
    if (!app.serving()) response.setHeader('Connection', 'close')
    await send(response, await answer(app, request))
  })
  server.on('upgrade', (request, socket, head) => {
    if (isSocketPath(request)) app.realtime.handleUpgrade(request, socket, head)
    else refuseUpgrade(socket)
  })
  let stopMetrics: () => Promise<void>
  try {
    await listen(server, config)
    stopMetrics = await startMetrics(app.metrics.registry, config.metrics, log.log)
  } catch (error) {
    await app.closeSockets()
    await app.close()
    throw error
  }
  stopOnSignal(server, log, {
    ...app,
    async close() {
      await stopMetrics()
      await app.close()
    },
  })
  console.log(`Fonana is ready at ws://${config.host}:${config.port}/ws`)
}

async function answer(app: SocketApp, request: IncomingMessage): Promise<Answer> {
  const refusal = refuseUnreadable(request)
  if (refusal !== null) return refusal
  switch (pathOf(request)) {
    case '/healthz':
      return json({ status: 'ok' })
    case '/readyz':
      return answerReadiness(app)
    default:
      return problem(new AppError('not_found'))
  }
}
