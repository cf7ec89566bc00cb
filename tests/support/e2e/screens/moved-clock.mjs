// Loaded into a server before everything else: its clock goes on from another day, so that whatever it writes and says of
// times is the same on every run.
import { Server } from 'node:http'

const by = Number(process.env.CLOCK_MOVED_BY_MS)
const Real = Date
const now = () => Real.now() + by

// Not a class of its own: what is a date by its prototype still is one.
globalThis.Date = new Proxy(Real, {
  construct: (target, given, as) => Reflect.construct(target, given.length === 0 ? [now()] : given, as),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
})

// Node looks at a clock of its own for the `Date` of an answer.
const { emit } = Server.prototype
Server.prototype.emit = function emitDated(event, ...given) {
  if (event === 'request') given[1].setHeader('Date', new Date().toUTCString())
  return emit.call(this, event, ...given)
}
