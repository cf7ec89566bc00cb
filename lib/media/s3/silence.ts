/** Hands on what comes, as it is asked for; where nothing comes for so long, it breaks off. */
export function withinSilence(
  body: ReadableStream<Uint8Array> | null,
  ms: number,
  ending: AbortController,
): ReadableStream<Uint8Array> | null {
  const reader = body?.getReader()
  if (reader === undefined) return null
  return new ReadableStream(
    {
      async pull(controller) {
        const silent = setTimeout(() => ending.abort(new Error(`not a byte within ${ms} ms`)), ms)
        try {
          const { done, value } = await reader.read()
          if (done) controller.close()
          else controller.enqueue(value)
        } finally {
          clearTimeout(silent)
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}
