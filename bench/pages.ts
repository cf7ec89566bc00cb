// Prints pages and API calls a second, memory and JavaScript of the production server with its demo content, beside
// what was measured of Ghost 6.65 elsewhere.
import { rmSync } from 'node:fs'
import { signInByScript } from '../tests/support/e2e/api'
import { startServer } from '../tests/support/e2e/server'
import { answersPerSecond, machine, median, pin, residentMegabytes } from './load'
import { weighPage } from './page-weight'

const ROUNDS = 3
const ROUND_S = 3
const IDLE_MS = 15_000

const server = await startServer({ env: { DEMO: 'on', RATE_LIMIT: 'off', METRICS_PORT: '0' } })
try {
  console.log(machine())
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
  const idle = residentMegabytes(server.pid)
  pin(process.pid, 1)
  pin(server.pid, 0)
  const { items } = (await (await fetch(`${server.url}/api/feed?limit=1`)).json()) as {
    items: { id: string }[]
  }
  const post = items[0]?.id
  const fan = await signInByScript(server.url)
  const cookie = { cookie: `fonana_session=${fan.token}` }
  const pages = { 'feed page': '/', 'creator page': '/creators/mara', 'post page': `/posts/${post}` }
  const api = { 'API, feed': '/api/feed', 'API, post': `/api/posts/${post}` }
  console.log('answers a second, 10 connections          signed out   signed in')
  for (const [name, path] of Object.entries({ ...pages, ...api })) {
    const figures = [await measure(path, {}), await measure(path, cookie)]
    console.log(`  ${name.padEnd(38)} ${figures.map((figure) => figure.toFixed(0).padStart(11)).join(' ')}`)
  }
  console.log(
    '  Ghost 6.65, measured elsewhere on such a machine: home 36 to 50, post 91 to 97, content API 135 to 155\n',
  )
  console.log(`memory: idle ${idle.toFixed(0)} MB, after load ${residentMegabytes(server.pid).toFixed(0)} MB`)
  console.log('  Ghost 6.65: 224 MB, 554 MB\n')
  for (const [name, path] of Object.entries(pages)) {
    const { scripts } = await weighPage(server.url + path)
    console.log(`JavaScript of the ${name}: ${scripts.toFixed(0)} KB as transferred`)
  }
  console.log('  Ghost 6.65: 684 to 887 KB')
} finally {
  await server.stop()
  rmSync(server.dataDir, { recursive: true, force: true })
}

async function measure(path: string, headers: Record<string, string>): Promise<number> {
  const figures: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const figure = await answersPerSecond({
      url: server.url,
      requests: [{ path, headers }],
      seconds: ROUND_S,
    })
    if (round > 0) figures.push(figure)
  }
  return median(figures)
}
