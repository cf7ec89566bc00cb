import { type Keypair, newKeypair } from '@/lib/ledger/keypair'
import { signTransaction } from '@/lib/ledger/transaction'
import { ApiClient } from '@/tests/support/app/api-client'

/** A user who acts by script: signs in with a real wallet and calls the API with the bearer token. */
export interface ApiUser {
  wallet: Keypair
  id: string
  token: string
  call<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>
}

export async function signInByScript(baseUrl: string, wallet: Keypair = newKeypair()): Promise<ApiUser> {
  const { message } = await request<{ message: string }>(baseUrl, 'POST', '/api/auth/nonce', {
    wallet: wallet.address,
  })
  const signature = Buffer.from(wallet.sign(new TextEncoder().encode(message))).toString('base64')
  const input = { wallet: wallet.address, message, signature }
  const reply = await request<{ token: string; user: { id: string } }>(
    baseUrl,
    'POST',
    '/api/auth/sign-in',
    input,
  )
  return {
    wallet,
    id: reply.user.id,
    token: reply.token,
    call: (method, path, body) => request(baseUrl, method, path, body, reply.token),
  }
}

export async function fund(baseUrl: string, wallet: string, lamports = 5_000_000_000): Promise<void> {
  await request(baseUrl, 'POST', '/api/dev/airdrop', { wallet, lamports })
}

interface BoughtByScript {
  id: string
  status: string
  splits: { role: string; wallet: string }[]
}

/** Opens, signs and submits, as the dialog does. */
export async function buyByScript(user: ApiUser, item: unknown): Promise<BoughtByScript> {
  const opened = await user.call<{ purchase: { id: string; transaction: string } }>(
    'POST',
    '/api/purchases',
    { item },
  )
  const signed = signTransaction(Buffer.from(opened.purchase.transaction, 'base64'), user.wallet)
  const transaction = Buffer.from(signed).toString('base64')
  const path = `/api/purchases/${opened.purchase.id}/submit`
  return (await user.call<{ purchase: BoughtByScript }>('POST', path, { transaction })).purchase
}

/** A picture of theirs, for one post. `png`: its bytes. */
export async function uploadPicture(
  baseUrl: string,
  { token }: Pick<ApiUser, 'token'>,
  png: Uint8Array,
): Promise<string> {
  const form = new FormData()
  form.set('file', new Blob([Uint8Array.from(png)], { type: 'image/png' }), 'picture.png')
  const reply = await fetch(`${baseUrl}/api/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: form,
  })
  if (!reply.ok) throw new Error(`upload: ${reply.status} ${await reply.text()}`)
  return ((await reply.json()) as { id: string }).id
}

async function request<T>(
  baseUrl: string,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<T> {
  const reply = await new ApiClient(baseUrl, token).call(method, path, body)
  if (reply.status >= 400) throw new Error(`${reply.request}: ${reply.status} ${reply.text}`)
  // Amounts as numbers: what a script says back in a request.
  return (reply.text === '' ? undefined : JSON.parse(reply.text)) as T
}
