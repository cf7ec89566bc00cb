import type { Reader } from '@/lib/db/reader'

/** A reader that counts the statements which are begun through it. */
export class CountingReader implements Reader {
  readonly select: Reader['select']
  readonly selectDistinct: Reader['selectDistinct']
  readonly selectDistinctOn: Reader['selectDistinctOn']
  statements = 0

  constructor(reader: Reader) {
    const counted = <Begin extends (...args: never[]) => unknown>(begin: Begin) =>
      ((...args: Parameters<Begin>) => {
        this.statements += 1
        return begin(...args)
      }) as Begin
    this.select = counted(reader.select)
    this.selectDistinct = counted(reader.selectDistinct)
    this.selectDistinctOn = counted(reader.selectDistinctOn)
  }
}
