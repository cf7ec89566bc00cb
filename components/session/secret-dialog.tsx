'use client'

import { Dialog } from '@/components/ui/dialog'
import { loadLate } from '@/components/ui/load-late'
import { useTranslator } from '@/lib/client/use-translator'

export const WalletSecret = loadLate(async () => (await import('./wallet-secret')).WalletSecret)

interface SecretDialogProps {
  open: boolean
  /** Of the demo wallet that is signed in. */
  keys: CryptoKeyPair
  onClose: () => void
}

export function SecretDialog({ open, keys, onClose }: SecretDialogProps) {
  const t = useTranslator()
  return (
    <Dialog open={open} onClose={onClose} title={t('account.carryOver')}>
      <WalletSecret keys={keys} />
    </Dialog>
  )
}
