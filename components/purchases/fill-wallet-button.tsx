import { Coins } from 'lucide-react'
import { Button } from '@/components/ui/button'

interface FillWalletButtonProps {
  onFill: () => void
  pending?: boolean
}

/** Play money for the demo wallet. Never shown where SOL is real. */
export function FillWalletButton({ onFill, pending }: FillWalletButtonProps) {
  return (
    <Button variant="primary" size="lg" full onClick={onFill} loading={pending}>
      <Coins className="size-4" aria-hidden="true" />
      Fill the demo wallet
    </Button>
  )
}
