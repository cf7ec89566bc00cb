import { WorkerProcess } from '@/lib/media/worker/process'

// Starts the process that decodes pictures by these arguments of Node's, says its number, and lives until it is killed.
const worker = new WorkerProcess(process.argv.slice(2))
await worker.do({ kind: 'preview', original: Buffer.from('no picture') }).catch(() => {})
console.log(String(worker.pid))
setInterval(() => {}, 60_000)
