let changes = 0

/** How often somebody else has come to sit before this page. */
export const readerCount = () => changes

/** What was asked for by the one before is answered to nobody. */
export function readerChanged(): void {
  changes += 1
}
