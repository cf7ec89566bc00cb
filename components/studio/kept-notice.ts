import { loadLate } from '@/components/ui/load-late'

/** For the few who come back to what they had begun. */
export const KeptNotice = loadLate(async () => (await import('./begin-anew-notice')).BeginAnewNotice, {
  Waiting: () => null,
})
