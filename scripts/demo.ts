// Fills an empty database with the demo content; the only way to have it in a deployment.
import pino from 'pino'
import { compose } from '@/lib/compose'
import { readConfig } from '@/lib/config'
import { seedDemo } from '@/lib/demo/seed'

const composition = await compose(readConfig(process.env), pino({ level: 'warn' }))
const done = await seedDemo(composition.app)
await composition.realtime.close()
await composition.close()
console.log(done ? 'The demo content is there.' : 'Nothing done: the database is not empty.')
