import jsQR from 'jsqr'
import sharp from 'sharp'
import type { Keypair } from '@/lib/ledger/keypair'
import { signTransaction } from '@/lib/ledger/transaction'
import { siteUrl } from './people'

/** What a camera sees: the text of the QR code in a picture, from its pixels alone. */
export async function readQr(png: Buffer): Promise<string> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const code = jsQR(new Uint8ClampedArray(data), info.width, info.height, { inversionAttempts: 'dontInvert' })
  if (code === null) throw new Error('there is no QR code in the picture')
  return code.data
}

/** The address in a Solana Pay link: https://docs.solanapay.com/spec#specification-transaction-request */
export function addressIn(link: string): string {
  if (!link.startsWith('solana:')) throw new Error(`${link} is not for a wallet`)
  return decodeURIComponent(link.slice('solana:'.length))
}

/** Asks for the transaction, as a wallet does that has scanned the code. */
export async function askForTransaction(address: string, account: string) {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account }),
  })
  const answer = (await response.json()) as { transaction?: string; message?: string; code?: string }
  return { status: response.status, ...answer }
}

/** Signs and sends it by itself, without the shop. Answers the signature. */
export async function sendByWallet(transaction: string, keypair: Keypair): Promise<string> {
  const signed = signTransaction(Buffer.from(transaction, 'base64'), keypair)
  const bytes = Buffer.from(signed).toString('base64')
  return askNode<string>('sendTransaction', [bytes, { encoding: 'base64' }])
}

/** What a wallet holds, in lamports. */
export async function balanceOf(wallet: string): Promise<bigint> {
  return BigInt((await askNode<{ value: number }>('getBalance', [wallet])).value)
}

async function askNode<T>(method: string, params: unknown[]): Promise<T> {
  const response = await fetch(`${siteUrl()}/api/dev/rpc`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  })
  const answer = (await response.json()) as { result?: T; error?: { message: string } }
  if (answer.result === undefined) throw new Error(`${method}: ${JSON.stringify(answer)}`)
  return answer.result
}
