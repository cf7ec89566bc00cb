import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import { callRpc, type RpcAnswer, type RpcCall, startRpcProxy, writeJson } from './rpc-proxy'

export type Fault =
  /** Takes the question and never answers. */
  | { kind: 'hang' }
  /** Closes the connection. */
  | { kind: 'drop' }
  /** The node does what was asked, and only its answer is lost. */
  | { kind: 'lose-answer' }
  | { kind: 'slow'; ms: number }
  | { kind: 'http'; status: number; headers?: Record<string, string> }
  | { kind: 'rpc'; code: number; message: string; data?: unknown }

export interface FaultyNode {
  url: string
  /** The methods it was asked for, in order; to be emptied at will. */
  asked: string[]
  /** The `Authorization` headers it was asked with. */
  authorizations: Set<string>
  /** From now on each call it applies to ends so; null: none does. */
  fault: Fault | null
  /** The methods that the fault applies to; null: all. */
  faultOf: ReadonlySet<string> | null
  /** Signatures it does not know, as a node on another fork. */
  hidden: Set<string>
  /** Signatures of what it says to be of version 1, as there will be: it is told only to who takes that. */
  newer: Set<string>
  /** Another chain's genesis hash that it gives out as its own. */
  genesis: string | null
  /** How many slots it has fallen behind. It says so when asked for its health. */
  behind: number
  /** The oldest block it still has; null: as the node says. */
  firstBlock: number | null
  stop(): Promise<void>
}

const Slot = z.looseObject({ slot: z.number() })
const Statuses = z.looseObject({ context: Slot, value: z.array(Slot.nullable()) })
const AskedTransaction = z.tuple([
  z.string(),
  z.looseObject({ maxSupportedTransactionVersion: z.number(), encoding: z.string() }),
])
const Signatures = z.array(z.looseObject({ signature: z.string(), slot: z.number() }))

/** A real node, seen through a bad line: everything comes from the node at `upstream`, unless it is told otherwise. */
export async function startFaultyNode(upstream: string): Promise<FaultyNode> {
  const proxy = await startRpcProxy(async (call, response, { authorization }) => {
    node.asked.push(call.method)
    if (authorization !== undefined) node.authorizations.add(authorization)
    const { fault } = node
    const applies = fault !== null && (node.faultOf?.has(call.method) ?? true)
    if (applies && (await fail(fault, call, response, upstream))) return
    const refusal = node.behind > 0 ? refusalOfLagging(call) : refusalOfNewer(node, call)
    writeJson(response, refusal ?? (await seen(node, call, await callRpc(upstream, call), upstream)))
  })
  const node: FaultyNode = {
    url: proxy.url,
    asked: [],
    authorizations: new Set(),
    fault: null,
    faultOf: null,
    hidden: new Set(),
    newer: new Set(),
    genesis: null,
    behind: 0,
    firstBlock: null,
    stop: proxy.stop,
  }
  return node
}

/** Has the call ended with it? */
async function fail(
  fault: Fault,
  call: RpcCall,
  response: ServerResponse,
  upstream: string,
): Promise<boolean> {
  switch (fault.kind) {
    case 'hang':
      return true
    case 'drop':
      response.destroy()
      return true
    case 'lose-answer':
      await callRpc(upstream, call)
      response.destroy()
      return true
    case 'slow':
      await sleep(fault.ms)
      return false
    case 'http':
      response.writeHead(fault.status, fault.headers).end('no')
      return true
    case 'rpc': {
      const { code, message, data } = fault
      writeJson(response, { jsonrpc: '2.0', id: call.id, error: { code, message, data } })
      return true
    }
  }
}

function refusalOfLagging({ id, method }: RpcCall): RpcAnswer | null {
  if (method === 'getHealth') {
    return { jsonrpc: '2.0', id, error: { code: -32005, message: 'Node is behind', data: {} } }
  }
  if (method === 'sendTransaction') {
    const data = { err: 'BlockhashNotFound', logs: [], accounts: null, unitsConsumed: 0, returnData: null }
    const message = 'Transaction simulation failed: Blockhash not found'
    return { jsonrpc: '2.0', id, error: { code: -32002, message, data } }
  }
  return null
}

/** https://github.com/anza-xyz/agave/blob/master/rpc-client-api/src/custom_error.rs */
function refusalOfNewer({ newer }: FaultyNode, { id, method, params }: RpcCall): RpcAnswer | null {
  if (method !== 'getTransaction' || !newer.has(String(params[0]))) return null
  const [, { maxSupportedTransactionVersion: newest, encoding }] = AskedTransaction.parse(params)
  // What it has is an older one, whose bytes would not give it away.
  if (newest >= 1 && encoding === 'json') return null
  const message = 'Transaction version (1) is not supported by the requesting client.'
  return { jsonrpc: '2.0', id, error: { code: -32015, message } }
}

/** What the node answers, less what this one is not to know. */
async function seen(
  node: FaultyNode,
  { method, params }: RpcCall,
  answer: RpcAnswer,
  upstream: string,
): Promise<RpcAnswer> {
  const { result } = answer
  if (result === undefined || result === null) return answer
  const tip = node.behind === 0 ? Infinity : await tipOf(upstream, node.behind)
  const knows = (signature: unknown, slot: number) => !node.hidden.has(String(signature)) && slot <= tip
  const as = (changed: unknown) => ({ ...answer, result: changed })

  switch (method) {
    case 'getGenesisHash':
      return as(node.genesis ?? result)
    case 'getFirstAvailableBlock':
      return as(node.firstBlock ?? result)
    case 'getSlot':
    case 'getBlockHeight':
      return as(Math.max(0, z.number().parse(result) - node.behind))
    case 'getSignatureStatuses': {
      const { context, value } = Statuses.parse(result)
      const [signatures] = z
        .tuple([z.array(z.string())])
        .rest(z.unknown())
        .parse(params)
      const known = value.map((status, index) =>
        status !== null && knows(signatures[index], status.slot) ? status : null,
      )
      return as({ context: { ...context, slot: Math.min(context.slot, tip) }, value: known })
    }
    case 'getTransaction':
      return as(knows(params[0], Slot.parse(result).slot) ? result : null)
    case 'getSignaturesForAddress':
      return as(Signatures.parse(result).filter(({ signature, slot }) => knows(signature, slot)))
    default:
      return answer
  }
}

async function tipOf(upstream: string, behind: number): Promise<number> {
  const { result } = await callRpc(upstream, {
    id: 1,
    method: 'getSlot',
    params: [{ commitment: 'processed' }],
  })
  return z.number().parse(result) - behind
}
