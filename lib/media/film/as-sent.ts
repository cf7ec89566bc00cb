import type { Films } from '@/lib/media/films'
import { readPlayable } from './played-as-sent'

/** Without anything to convert with: what browsers play is taken as it is, and the rest refused. */
export const filmsAsSent: Films = {
  inspect: readPlayable,
  plan: ({ mime, width, height }) => [{ name: 'source', mime, width, height, copies: true }],
  async make() {},
  makeStill: async () => false,
  readWaveform: async () => null,
}
