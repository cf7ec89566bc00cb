import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ConfigError } from '@/lib/config'
import { newId } from '@/lib/db/ids'
import { jobs } from '@/lib/db/tables/jobs'
import { startMetrics } from '@/lib/metrics/serve'
import { ApiClient } from '@/tests/support/app/api-client'
import { makeCreator, makePost, signIn } from '@/tests/support/app/people'
import { startTestApp, type TestApp } from '@/tests/support/app/start-app'
import { open as openPurchase } from '@/tests/support/money/purchases'
import { connect } from '@/tests/support/realtime/socket-client'

let app: TestApp
let stop: () => Promise<void>
let url: string
const port = 4_291
beforeAll(async () => {
  app = await startTestApp({ env: { RATE_LIMIT: 'on' } })
  stop = await startMetrics(
    app.composition.metrics.registry,
    { host: '127.0.0.1', port, required: true },
    app.app.log,
  )
  url = `http://127.0.0.1:${port}/metrics`
})
afterAll(async () => {
  await stop()
  await app.close()
})

/** The figure of a line of the text format, `name{labels} value`; undefined when there is none. */
async function figure(name: string, labels = ''): Promise<number | undefined> {
  const text = await (await fetch(url)).text()
  const line = text.split('\n').find((one) => one.startsWith(`${name}${labels} `))
  return line === undefined ? undefined : Number(line.split(' ').at(-1))
}

it('counts requests by route and status, and those that were too many', async () => {
  const author = await makeCreator(app)
  const post = await makePost(author)
  await author.api.get(`/api/posts/${post.id}`)
  await author.api.get(`/api/posts/${author.id}`)
  const labels = (status: number) => `{method="GET",route="/api/posts/[id]",status="${status}"}`
  expect(await figure('fonana_http_requests_total', labels(200))).toBe(1)
  expect(await figure('fonana_http_requests_total', labels(404))).toBe(1)
  expect(
    await figure('fonana_http_request_duration_seconds_count', '{method="GET",route="/api/posts/[id]"}'),
  ).toBe(2)

  const fan = await signIn(app)
  const item = { kind: 'post', postId: post.id }
  // A slow machine earns new ones while it asks.
  while ((await fan.api.post('/api/quotes', { item })).status !== 429);
  expect(await figure('fonana_http_rate_limited_total', '{limit="purchase",by="user"}')).toBe(1)
})

it('counts what the socket does', async () => {
  const author = await makeCreator(app)
  const post = await makePost(author)
  const fan = await signIn(app)
  const before = (await figure('fonana_socket_deliveries_total')) ?? 0
  const socket = await connect(app, fan)
  await socket.subscribe(`post:${post.id}`, post.position)
  await fan.api.put(`/api/posts/${post.id}/like`)
  await socket.next('post_liked')
  expect(await figure('fonana_socket_connections')).toBe(1)
  expect(await figure('fonana_socket_deliveries_total')).toBe(before + 1)
  expect(await figure('fonana_socket_subscriptions_total', '{recovered="true"}')).toBe(1)
  expect(await figure('fonana_event_lag_seconds_count')).toBeGreaterThan(0)
  socket.close()
})

it('counts purchases by state', async () => {
  const author = await makeCreator(app)
  const post = await makePost(author, { priceLamports: 5_000_000n })
  const fan = await signIn(app)
  await openPurchase(fan, { kind: 'post', postId: post.id })
  // Counted again when what is known is five seconds old.
  await expect.poll(() => figure('fonana_purchases', '{status="pending"}'), { timeout: 10_000 }).toBe(1)
})

it('counts jobs by kind and state, and how their runs ended', async () => {
  const runs = '{kind="tell-followers",result="done"}'
  const before = (await figure('fonana_job_runs_total', runs)) ?? 0
  await makePost(await makeCreator(app))
  await expect.poll(() => figure('fonana_job_runs_total', runs), { timeout: 10_000 }).toBe(before + 1)
  await expect.poll(() => figure('fonana_jobs', '{kind="tell-followers",state="waiting"}')).toBeUndefined()
  // What is done again and again waits for its next time.
  await expect.poll(() => figure('fonana_jobs', '{kind="trim-events",state="waiting"}')).toBe(1)
  await app.app.db.transact((tx) =>
    tx.sql
      .insert(jobs)
      .values({ id: newId(), kind: 'tell-followers', params: {}, failedAt: new Date(), attempts: 10 }),
  )
  expect(await figure('fonana_jobs', '{kind="tell-followers",state="failed"}')).toBe(1)
})

it('says how the process is', async () => {
  expect(await figure('process_resident_memory_bytes')).toBeGreaterThan(1e6)
  expect(await figure('process_cpu_seconds_total')).toBeGreaterThan(0)
  for (const quantile of ['0.5', '0.99', '1']) {
    expect(
      await figure('fonana_event_loop_delay_seconds', `{quantile="${quantile}"}`),
    ).toBeGreaterThanOrEqual(0)
  }
})

it('is at its own address only, and has nothing else there', async () => {
  expect((await new ApiClient(app.url).get('/metrics')).status).toBe(404)
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404)
})

it('stops the start when the address that was asked for is taken, and only then', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const taken = (other.address() as AddressInfo).port
  const { registry } = app.composition.metrics
  const start = (required: boolean) =>
    startMetrics(registry, { host: '127.0.0.1', port: taken, required }, app.app.log)
  await expect(start(true)).rejects.toThrow(ConfigError)
  await (await start(false))()
  expect(
    app.log.filter(({ level, message }) => level === 'warn' && message.includes('METRICS_PORT')),
  ).toHaveLength(1)
  await (await startMetrics(registry, null, app.app.log))()
  other.close()
})
