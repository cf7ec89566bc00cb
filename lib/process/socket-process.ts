import { createServer, type IncomingMessage } from 'node:http'
import type { Config } from '@/lib/config'
import { AppError } from '@/lib/errors'
import { problem } from '@/lib/http/problem'
import { json } from '@/lib/http/route'
import { type Answer, send } from '@/lib/http/serving/answer'
import { pathOf, refuseUnreadable } from '@/lib/http/serving/guards'
import { answerReadiness } from '@/lib/http/serving/readiness'
import { takeUpgrades } from '@/lib/http/serving/upgrades'
import { startMetrics } from '@/lib/metrics/serve'
import { listen, SERVER_OPTIONS } from './listen'
import type { ProcessLog } from './open-log'
import { openSocketApp, type SocketApp } from './open-socket-app'
import { stopOnSignal } from './stop'

/** Only the socket: no pages, no API, no ledger. */
export async function serve(config: Config, log: ProcessLog): Promise<void> {
  const app = await openSocketApp(config, log.log)
  const server = createServer(SERVER_OPTIONS, async (request, response) => {
    if (!app.serving()) response.setHeader('Connection', 'close')
    await send(response, await answer(app, request))
  })
  takeUpgrades(server, { socket: (...upgrade) => app.realtime.handleUpgrade(...upgrade) })
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
