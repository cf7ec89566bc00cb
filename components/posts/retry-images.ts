const TRIES = 5
const RETRY_MS = 1_500

/**
 * Asks a few times more for the images of this page that could not be had: a copy of one's own has to be made first, and many
 * may be waiting. Answers what ends it.
 */
export function retryImages(): () => void {
  const tries = new WeakMap<HTMLImageElement, number>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  function askAgain(image: HTMLImageElement) {
    const tried = tries.get(image) ?? 0
    if (tried === TRIES) return
    tries.set(image, tried + 1)
    timers.add(
      setTimeout(() => image.setAttribute('src', image.getAttribute('src') ?? ''), RETRY_MS * (tried + 1)),
    )
  }
  function onError({ target }: Event) {
    if (target instanceof HTMLImageElement) askAgain(target)
  }
  document.addEventListener('error', onError, true)
  // Before the scripts were there nobody heard of it.
  for (const image of Array.from(document.images))
    if (image.complete && image.currentSrc && image.naturalWidth === 0) askAgain(image)
  return () => {
    document.removeEventListener('error', onError, true)
    for (const timer of timers) clearTimeout(timer)
  }
}
