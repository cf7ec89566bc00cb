'use client'

import { Dialog } from '@/components/ui/dialog'
import { loadLate } from '@/components/ui/load-late'

export const WalletSecret = loadLate(async () => (await import('./wallet-secret')).WalletSecret)

interface SecretDialogProps {
  open: boolean
  /** Of the demo wallet that is signed in. */
  keys: CryptoKeyPair
  onClose: () => void
}

export function SecretDialog({ open, keys, onClose }: SecretDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title="Use it in another browser">
      <WalletSecret keys={keys} />
    </Dialog>
  )
}
