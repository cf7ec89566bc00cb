/** In the page: the size, the colours and the letters that were asked for are there, and none of them is under way. */
export async function untilPainted(): Promise<void> {
  const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  await frames()
  await document.fonts.ready
  // A colour that is inherited changes one element after the other: the end of one is the begin of the next.
  const underWay = () => document.getAnimations().filter(({ playState }) => playState !== 'finished')
  for (let running = underWay(); running.length > 0; running = underWay()) {
    await Promise.allSettled(running.map(({ finished }) => finished))
    await frames()
  }
}
