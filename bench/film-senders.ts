// Sends a file again and again, several at once, until it is told to stop: for `bench/film.ts`, whose own process has the delays
// to measure and nothing else to do. Says when all have begun.
import { begin, sendInVain } from './film/uploading'

const [url = '', token = '', path = '', count = '1'] = process.argv.slice(2)
const uploader = { url, token }
let isOver = false
process.once('message', () => {
  isOver = true
})
const first = await Promise.all(Array.from({ length: Number(count) }, () => begin(uploader, path)))
process.send?.('begun')
await Promise.all(
  first.map(async (place) => {
    await sendInVain(uploader, place, path)
    while (!isOver) await sendInVain(uploader, await begin(uploader, path), path)
  }),
)
process.disconnect()
