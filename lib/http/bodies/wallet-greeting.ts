import type { App } from '@/lib/app'

/** Who asks, for a wallet that has scanned a code: https://docs.solanapay.com/spec#get-request */
export function walletGreeting({ config }: Pick<App, 'config'>) {
  return { label: 'Fonana', icon: new URL('/icon.svg', config.publicUrl).href }
}
