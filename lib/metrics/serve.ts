import { createServer } from 'node:http'
import type { Registry } from 'prom-client'
import { ConfigError, type MetricsAddress } from '@/lib/config'
import type { Log } from '@/lib/log'
import { measureProcess } from './process'

/**
 * Serves `GET /metrics` at an address of its own, which is not for the public. Returns the function that stops it.
 * Throws `ConfigError` when an address that was asked for cannot be had; without the one that nobody asked for the
 * process goes on.
 */
export async function startMetrics(
  registry: Registry,
  address: MetricsAddress | null,
  log: Log,
): Promise<() => Promise<void>> {
  if (address === null) return async () => {}
  const server = createServer(async (request, response) => {
    if (request.url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    try {
      const text = await registry.metrics()
      response.writeHead(200, { 'content-type': registry.contentType }).end(text)
    } catch (error) {
      log.error({ err: error }, 'metrics could not be read')
      response.writeHead(500).end()
    }
  })
  const { host, port, required } = address
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, resolve)
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    if (required) throw new ConfigError(`METRICS_PORT: ${port} at ${host} cannot be had: ${reason}`)
    log.warn({ host, port, reason }, 'metrics are not served: set METRICS_PORT')
    return async () => {}
  }
  const stopMeasuring = measureProcess(registry)
  return () =>
    new Promise<void>((resolve) => {
      stopMeasuring()
      server.close(() => resolve())
      server.closeAllConnections()
    })
}
