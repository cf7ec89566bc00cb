import type { Films } from '@/lib/media/films'
import { IncomingFiles } from '@/lib/media/incoming'
import type { Pictures } from '@/lib/media/pictures'
import type { MediaStore } from '@/lib/media/port'

const refuse = () => Promise.reject(new Error('nobody asks for media here'))

/** For what is handed a store and has nothing to do with media. */
export const noMedia: MediaStore = {
  put: refuse,
  putFile: refuse,
  get: refuse,
  size: refuse,
  delete: refuse,
  signedUrl: refuse,
  list: () => {
    throw new Error('nobody asks for media here')
  },
  ready: refuse,
}

/** Likewise for what makes pictures. */
export const noPictures: Pictures = {
  make: refuse,
  makePreview: refuse,
  makeVariants: refuse,
  makeWatermarked: refuse,
  close: async () => {},
}

/** And for what makes films. */
export const noFilms: { config: { mediaQuotaBytes: number }; films: Films; incoming: IncomingFiles } = {
  config: { mediaQuotaBytes: 0 },
  films: { inspect: refuse, plan: () => [], make: refuse, makeStill: refuse, readWaveform: refuse },
  incoming: new IncomingFiles('/nowhere'),
}
