/**
 * Runs steps, `atOnce` of them side by side: in their order, each after the one it names in `after`. Prints what a step
 * has printed, whole, when it ends. Answers the results in the order in which they ended, each with its seconds.
 */
export async function runSteps(steps, atOnce) {
  const waiting = [...steps]
  const results = []
  const ended = new Set()
  const running = new Set()
  while (waiting.length > 0 || running.size > 0) {
    const next = running.size < atOnce ? waiting.findIndex(({ after }) => !after || ended.has(after)) : -1
    if (next === -1) await Promise.race(running)
    else {
      const [step] = waiting.splice(next, 1)
      const work = runStep(step).then((result) => {
        ended.add(step.name)
        results.push(result)
        running.delete(work)
      })
      running.add(work)
    }
  }
  return results
}

async function runStep({ name, run }) {
  const from = performance.now()
  const { output, ...counts } = await run()
  const seconds = (performance.now() - from) / 1000
  console.log(`\n> ${name}, ${seconds.toFixed(0)} s\n${output.trimEnd()}`)
  return { name, seconds, ...counts }
}
