import { createInterface } from 'node:readline/promises'
import { runLimited } from '@/lib/media/film/ffmpeg/run'

// Runs a command as film is converted that would run for an hour, says its number, and lives until it is killed.
const limits = { cpuSeconds: 10, wallMs: 3_600_000, memoryMib: 96, fileMib: 0 }
await runLimited('/bin/sh', ['-c', 'echo $$; exec sleep 3600'], limits, async (stdout) => {
  for await (const pid of createInterface(stdout)) console.log(pid)
})
