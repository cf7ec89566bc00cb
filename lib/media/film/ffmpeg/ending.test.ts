import { expect, it } from 'vitest'
import { type Ending, failureIn } from './ending'

const endOf = (ending: Partial<Ending>) =>
  failureIn({ command: 'ffmpeg', code: 1, killedBy: null, isLate: false, stderr: '', ...ending })

const TITLED = (title: string) =>
  `[info] Input #0, mov, from 'film':\n[info]     title           : ${title}\n`
const BROKEN = '[mov,mp4 @ 0x5581] [error] moov atom not found\n'

it.each([
  ['[out#0/mp4 @ 0x55] [error] Error writing trailer: No space left on device', 'unavailable'],
  ['[vost#0:0/libx264 @ 0x55] [enc:libx264 @ 0x56] [fatal] No space left on device', 'unavailable'],
  ['[info] Exiting normally, received signal 15.', 'unavailable'],
  ['[info] Exiting normally, received signal 24.', 'unsupported_media'],
  ['Received > 3 system signals, hard exiting', 'unsupported_media'],
  [BROKEN, 'unsupported_media'],
])('what is said decides: %s', (stderr, code) => {
  expect(endOf({ stderr })).toMatchObject({ code })
})

it.each([
  '[error] No space left on device',
  'Exiting normally, received signal 15.',
  '[mov @ 0x55] [error] No space left on device',
  'Received > 3 system signals, hard exiting',
])('what a film is called says nothing: %s', (title) => {
  expect(endOf({ code: 0, stderr: TITLED(title) })).toBe(null)
  expect(endOf({ stderr: TITLED(title) + BROKEN })).toMatchObject({
    code: 'unsupported_media',
    reason: 'damaged',
  })
})
