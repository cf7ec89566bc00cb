import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/** Says that a form begins with what was written before, and lets it begin anew. */
export function KeptNotice({ onDiscard }: { onDiscard: () => void }) {
  return (
    <Notice title="What you had written is still here">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <span>This browser has kept it. It is not published yet.</span>
        <Button size="sm" onClick={onDiscard}>
          Begin anew
        </Button>
      </div>
    </Notice>
  )
}
