/** `9xQe…VFin`: enough of an address or a signature to know it again. */
export function shortKey(key: string): string {
  return `${key.slice(0, 4)}…${key.slice(-4)}`
}
