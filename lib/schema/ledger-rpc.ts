import * as z from 'zod'
import { Wallet } from './common'

const call = <Method extends string, Params extends z.ZodType>(method: Method, params: Params) =>
  z.object({
    jsonrpc: z.literal('2.0'),
    id: z.union([z.string(), z.int()]),
    method: z.literal(method),
    params,
  })

/** A fitting part of a node's methods: https://solana.com/docs/rpc/http */
export const RpcCall = z.discriminatedUnion('method', [
  call('getLatestBlockhash', z.array(z.unknown()).max(1).default([])),
  call('getBalance', z.tuple([Wallet]).rest(z.unknown())),
  call(
    'sendTransaction',
    z.tuple([z.base64().max(4000), z.object({ encoding: z.literal('base64') }).loose()]),
  ),
  call('getSignatureStatuses', z.tuple([z.array(z.string().max(100)).max(256)]).rest(z.unknown())),
])
export type RpcCall = z.infer<typeof RpcCall>
