import type { Page, Request } from '@playwright/test'

/** What a page is asking the server for. */
export interface Traffic {
  isUnderWay(): boolean
  over(): Promise<void>
}

export function watchTraffic(page: Page): Traffic {
  const open = new Set<Request>()
  const waiting: (() => void)[] = []
  const ended = (request: Request) => {
    open.delete(request)
    if (open.size === 0) for (const goOn of waiting.splice(0)) goOn()
  }
  page.on('request', (request) => open.add(request))
  page.on('requestfinished', ended)
  page.on('requestfailed', ended)
  return {
    isUnderWay: () => open.size > 0,
    over: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  }
}
