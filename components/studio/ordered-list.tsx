import type { ReactNode } from 'react'
import { useTranslator } from '@/lib/client/use-translator'
import type { useSavedOrder } from './use-saved-order'

interface OrderedListProps<T extends { id: string }> {
  label: string
  order: Pick<ReturnType<typeof useSavedOrder<T>>, 'items' | 'moved' | 'handlers'>
  children: (item: T, place: number) => ReactNode
}

/** What has an order of its own, to be dragged, and said when a move is over. */
export function OrderedList<T extends { id: string }>({ label, order, children }: OrderedListProps<T>) {
  const t = useTranslator()
  const { items, moved, handlers } = order
  return (
    <>
      <ol aria-label={label} className="divide-y divide-line rounded-lg border border-line bg-surface">
        {items.map((item, place) => (
          <li key={item.id} {...handlers(item.id, place)}>
            {children(item, place)}
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {moved && t('series.moved', moved)}
      </p>
    </>
  )
}
