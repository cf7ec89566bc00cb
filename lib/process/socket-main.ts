import './known-runtime'
import { run } from './run'
import { growAsUsualSoon } from './small-heap'
import { serve } from './socket-process'

await run(serve)
growAsUsualSoon()
