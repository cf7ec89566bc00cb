/** In the page: the size, the colours and the letters that were asked for are there, and none of them is under way. */
export async function untilPainted(): Promise<void> {
  const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  await frames()
  await document.fonts.ready
  // A colour that is inherited changes one element after the other: the end of one is the begin of the next.
  // What goes by how far something is scrolled has no end.
  const underWay = () =>
    document
      .getAnimations()
      .filter(({ playState, timeline }) => playState !== 'finished' && timeline === document.timeline)
  for (let running = underWay(); running.length > 0; running = underWay()) {
    await Promise.allSettled(running.map(({ finished }) => finished))
    await frames()
  }
}
