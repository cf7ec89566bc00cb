// Fills an empty database with the demo content. By itself, `npm run demo`, it does so wherever the settings point:
// the only way to have it in a deployment. With `--first-start` it does so only on embedded defaults that are new.
// A process of its own: reading the pictures takes memory that a server would keep for the rest of its life.
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, readConfig } from '@/lib/config'
import { tellExpected } from '@/lib/process/tell-expected'

await tellExpected(async () => {
  const config = readConfig(process.env)
  if (!process.argv.includes('--first-start')) await fill(config, 'Nothing done: the database is not empty.')
  else if (config.demo) await fillFirst(config)
})

/** The mark tells a start that was interrupted here from one that has done it. */
async function fillFirst(config: Config): Promise<void> {
  const mark = join(config.dataDir, 'demo-unfinished')
  if (existsSync(join(config.dataDir, 'postgres')) && !existsSync(mark)) return
  // A folder that cannot be used is for the start to refuse.
  if (existsSync(config.dataDir) && !statSync(config.dataDir).isDirectory()) return
  mkdirSync(config.dataDir, { recursive: true })
  writeFileSync(mark, '')
  console.log('First start: filling in the demo content.')
  await fill(config, '')
  rmSync(mark)
}

async function fill(config: Config, otherwise: string): Promise<void> {
  // Loaded only now: most starts have nothing to fill.
  const [{ compose }, { seedDemo }, { default: pino }] = await Promise.all([
    import('@/lib/process/compose'),
    import('@/lib/demo/seed'),
    import('pino'),
  ])
  const composition = await compose(config, pino({ level: 'warn' }))
  const done = await seedDemo(composition.app)
  await composition.closeSockets()
  await composition.close()
  if (!done && otherwise !== '') console.log(otherwise)
}
