// `npm run bench:fanout`: the socket beside plain `ws` and socket.io. The same file is all processes of the bench;
// the first argument says which.
import { runBench } from './fanout/main'
import { CONTENDERS } from './fanout/plan'

const [role, ...rest] = process.argv.slice(2)
const contender = CONTENDERS.find((name) => name === role)
if (contender !== undefined) {
  const { runServer } = await import('./fanout/server')
  await runServer(contender)
} else if (role === 'generator') {
  const { runGenerator } = await import('./fanout/generator')
  runGenerator()
} else {
  await runBench(role === undefined ? [] : [role, ...rest])
}
