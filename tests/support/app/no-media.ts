import type { Pictures } from '@/lib/media/pictures'
import type { MediaStore } from '@/lib/media/port'

const refuse = () => Promise.reject(new Error('nobody asks for media here'))

/** For what is handed a store and has nothing to do with media. */
export const noMedia: MediaStore = {
  put: refuse,
  get: refuse,
  size: refuse,
  delete: refuse,
  publicUrl: () => null,
}

/** Likewise for what makes pictures. */
export const noPictures: Pictures = {
  make: refuse,
  makePreview: refuse,
  makeVariants: refuse,
  close: async () => {},
}
