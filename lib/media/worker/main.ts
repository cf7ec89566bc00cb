// A process that decodes what users have sent, and nothing else: without settings, secrets or connections. What it is
// given may break it or take all it may have; then it is ended, and the next picture begins with a new one.
import { readFile } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import sharp from 'sharp'
import { isAppError } from '@/lib/errors'
import { processImage } from '@/lib/media/image'
import { makePlaceholder, makePreview } from '@/lib/media/preview'
import { makeVariants } from '@/lib/media/variants'
import { makeWatermarked } from '@/lib/media/watermark/watermark'
import type { Made, Reply, Task } from './task'

/** Of processor time, for one picture: what is allowed by its size takes a few seconds. */
const CPU_SECONDS_MAX = 20
const LOOK_EVERY_MS = 200

// Whoever started it says when it ends. It goes at once when they are gone, also from the middle of a picture.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('SIGTERM', () => {})
process.on('SIGINT', () => {})

// Pages and API go first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
sharp.concurrency(1)
sharp.cache(false)
// It reads pictures of these formats and nothing else that the library could.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Heif', 'Nsgif'].map((format) => `VipsForeignLoad${format}Buffer`),
})

process.on('message', async (task: Task) => {
  const startedAt = process.cpuUsage()
  const watch = setInterval(() => {
    const { user, system } = process.cpuUsage(startedAt)
    if (user + system > CPU_SECONDS_MAX * 1e6) process.kill(process.pid, 'SIGKILL')
  }, LOOK_EVERY_MS)
  const reply = await answer(task)
  clearInterval(watch)
  process.send?.(reply)
})

async function answer(task: Task): Promise<Reply> {
  try {
    return { outcome: 'made', ...(await make(task)) }
  } catch (error) {
    if (isAppError(error)) {
      const { code, detail, reason, extra } = error
      return { outcome: 'refused', code, why: { detail, reason, extra } }
    }
    return { outcome: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}

async function make(task: Task): Promise<Made> {
  switch (task.kind) {
    case 'image':
      return { image: await processImage(await readFile(task.file)) }
    case 'preview': {
      const preview = await makePreview(task.original)
      return { preview: { preview, placeholder: await makePlaceholder(preview) } }
    }
    case 'variants': {
      const variants = await makeVariants(task.original)
      return { variants: { variants, placeholder: await makePlaceholder(task.preview) } }
    }
    case 'watermarked':
      return { watermarked: await makeWatermarked(task.original, task.text) }
  }
}
