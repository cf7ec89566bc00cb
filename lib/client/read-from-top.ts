import type { QueryClient } from '@tanstack/react-query'
import { endTopWish, topWish, wishTop } from '@/lib/client/cache/wished-top'
import type { PostSource } from '@/lib/client/queries/posts'

/** A list of posts begins anew with its newest page; what is further down is read again when somebody goes there. */
export async function readFromTop(client: QueryClient, list: PostSource['list']): Promise<void> {
  const { queryKey } = list
  const wish = wishTop(client, queryKey)
  try {
    // What is under way began before the wish, and would be taken for this reading.
    void client.cancelQueries({ queryKey })
    do {
      // However young it is said to be: clocks are set back.
      void client.invalidateQueries({ queryKey, exact: true, refetchType: 'none' })
      const read = await client.fetchInfiniteQuery({
        ...list,
        pages: 1,
        staleTime: 0,
        retry: false,
        structuralSharing: false,
      })
      if (read.pages[0] === wish.page) return
      // An event broke it off, and it answered what there was: the reading that the event began is from the top too.
    } while (topWish(client, queryKey) === wish)
  } finally {
    endTopWish(client, queryKey, wish)
  }
}
