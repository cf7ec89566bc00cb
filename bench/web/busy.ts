import { cpus, loadavg } from 'node:os'

/** How busy the machine was from now on, by everybody; asked at the end. */
export function watchMachine(): () => string {
  const before = { ...times(), load: loadavg()[0] ?? Number.NaN }
  return () => {
    const after = times()
    const share = (after.busy - before.busy) / (after.all - before.all)
    const load = (loadavg()[0] ?? Number.NaN).toFixed(1)
    return `load ${before.load.toFixed(1)} before, ${load} after, processors busy for ${(share * 100).toFixed(0)} % of the time`
  }
}

function times(): { busy: number; all: number } {
  let [idle, all] = [0, 0]
  for (const { times } of cpus()) {
    idle += times.idle
    all += Object.values(times).reduce((sum, time) => sum + time, 0)
  }
  return { busy: all - idle, all }
}
