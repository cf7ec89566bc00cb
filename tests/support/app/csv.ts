import { expect } from 'vitest'
import type { Reply } from '@/tests/support/app/api-client'

/** The cells of each line of an answer: RFC 4180. */
export function cellsOf({ text }: Reply): string[][] {
  expect(text.endsWith('\r\n')).toBe(true)
  return text
    .slice(0, -2)
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
      ),
    )
}
