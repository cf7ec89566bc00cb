import { networkOf } from '@/lib/client-ip'

/** The open sockets of one network; one object for all of them. */
export interface Address {
  readonly network: string
  connections: number
}

/** Counts sockets by where they come from. */
export class Addresses {
  readonly #byNetwork = new Map<string, Address>()

  enter(ip: string): Address {
    const network = networkOf(ip)
    let address = this.#byNetwork.get(network)
    if (address === undefined) {
      address = { network, connections: 0 }
      this.#byNetwork.set(network, address)
    }
    address.connections += 1
    return address
  }

  leave(address: Address): void {
    address.connections -= 1
    if (address.connections === 0) this.#byNetwork.delete(address.network)
  }
}
