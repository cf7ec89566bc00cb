import type { RpcCall } from '@/lib/schema/ledger-rpc'
import type { Ledger } from './port'

/** https://www.jsonrpc.org/specification#error_object, and Solana's own code for a transaction that would fail. */
const SEND_FAILED = -32002
/** An address that no payment names, as only the height is asked for: Solana's incinerator. */
const NOBODY = '1nc1nerator11111111111111111111111111111111'

/**
 * What a node would answer, for wallets that send by themselves while the ledger is the embedded one. It speaks with
 * the ledger through its port alone, and knows no purchase.
 */
export async function answerRpc(ledger: Ledger, call: RpcCall): Promise<object> {
  const outcome =
    call.method === 'sendTransaction'
      ? await send(ledger, call.params[0])
      : { result: await read(ledger, call) }
  return { jsonrpc: '2.0', id: call.id, ...outcome }
}

async function send(ledger: Ledger, transaction: string) {
  const sent = await ledger.send(Buffer.from(transaction, 'base64'))
  if (sent.outcome === 'accepted') return { result: sent.signature }
  return { error: { code: SEND_FAILED, message: sent.detail } }
}

async function read(ledger: Ledger, call: Exclude<RpcCall, { method: 'sendTransaction' }>) {
  const { finalizedHeight } = await ledger.search(NOBODY)
  const context = { slot: finalizedHeight }
  switch (call.method) {
    case 'getLatestBlockhash':
      return { context, value: await ledger.latestBlockhash() }
    case 'getBalance':
      return { context, value: await ledger.balance(call.params[0]) }
    case 'getSignatureStatuses':
      return {
        context,
        value: await Promise.all(call.params[0].map((signature) => statusOf(ledger, signature))),
      }
  }
}

async function statusOf(ledger: Ledger, signature: string) {
  const status = await ledger.status(signature)
  if (status.state === 'unknown') return null
  const { slot, state, error } = status
  return { slot, confirmations: null, err: error?.code ?? null, confirmationStatus: state }
}
