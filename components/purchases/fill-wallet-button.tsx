'use client'

import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { useTranslator } from '@/lib/client/use-translator'

interface FillWalletButtonProps {
  onFill: () => void
  pending?: boolean
}

/** Play money for the demo wallet. Never shown where SOL is real. */
export function FillWalletButton({ onFill, pending }: FillWalletButtonProps) {
  const t = useTranslator()
  return (
    <Button variant="primary" size="lg" full onClick={onFill} loading={pending}>
      <Icon name="coins" className="size-4" />
      {t('account.fill')}
    </Button>
  )
}
