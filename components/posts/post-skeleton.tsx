import { Skeleton } from '@/components/ui/skeleton'

/** A post on its way: the shape of a card, so that nothing jumps when it comes. */
export function PostSkeleton() {
  return (
    <div aria-hidden="true" className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex items-center gap-3 px-5 pt-4">
        <Skeleton className="size-10 !rounded-full" />
        <div className="flex flex-col gap-2">
          <Skeleton className="h-3.5 w-32" />
          <Skeleton className="h-3 w-20" />
        </div>
      </div>
      <div className="flex flex-col gap-2.5 px-5 pt-5 pb-5">
        <Skeleton className="h-6 w-3/4" />
        <Skeleton className="h-4 w-1/2" />
      </div>
      <Skeleton className="aspect-[3/2] w-full !rounded-none" />
      <div className="h-14" />
    </div>
  )
}
