import { Button } from '@/components/ui/button'
import { useTranslator } from '@/lib/client/use-translator'

export function NotPlayed({ onRetry }: { onRetry: () => void }) {
  const t = useTranslator()
  return (
    <div role="alert" className="flex flex-col items-center gap-3 p-5 text-center text-sm">
      <p>{t('player.failed')}</p>
      <Button size="sm" onClick={onRetry}>
        {t('ui.retry')}
      </Button>
    </div>
  )
}
