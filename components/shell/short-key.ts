/** `9xQe…VFin`: enough of an address to know it again. */
export function shortWallet(wallet: string): string {
  return `${wallet.slice(0, 4)}…${wallet.slice(-4)}`
}
