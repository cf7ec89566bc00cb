import { type Keypair, newKeypair } from '@/lib/ledger/keypair'
import { signTransaction } from '@/lib/ledger/transaction'
import { DEFAULT_LOCALE, type Locale } from '@/lib/schema/locales'
import { ApiClient } from '@/tests/support/app/api-client'

/** A user who acts by script: signs in with a real wallet and calls the API with the bearer token. */
export interface ApiUser {
  wallet: Keypair
  id: string
  token: string
  call<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>
}

/** `locale`: what they read, if this is their first time. */
export async function signInByScript(
  baseUrl: string,
  wallet: Keypair = newKeypair(),
  locale: Locale = DEFAULT_LOCALE,
): Promise<ApiUser> {
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
    { headers: { 'accept-language': locale } },
  )
  return {
    wallet,
    id: reply.user.id,
    token: reply.token,
    call: (method, path, body) => request(baseUrl, method, path, body, reply),
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

/** Gives the whole of a sale back, with what was bought, as soon as the network cannot undo it any more. */
export async function giveBackByScript(creator: ApiUser, saleId: string): Promise<void> {
  type Listed = { items: { id: string; amountLamports: number; final: boolean }[] }
  for (;;) {
    const { items } = await creator.call<Listed>('GET', '/api/me/sales')
    const sale = items.find(({ id, final }) => id === saleId && final)
    if (sale === undefined) continue
    const terms = { amountLamports: sale.amountLamports, access: 'ended' }
    const { refund, transaction } = await creator.call<{ refund: { id: string }; transaction: string }>(
      'POST',
      `/api/me/sales/${saleId}/refunds`,
      terms,
    )
    const signed = signTransaction(Buffer.from(transaction, 'base64'), creator.wallet)
    const sent = { transaction: Buffer.from(signed).toString('base64') }
    await creator.call('POST', `/api/refunds/${refund.id}/submit`, sent)
    return
  }
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
  { token, headers }: { token?: string; headers?: Record<string, string> } = {},
): Promise<T> {
  const reply = await new ApiClient(baseUrl, token).call(method, path, body, headers)
  if (reply.status >= 400) throw new Error(`${reply.request}: ${reply.status} ${reply.text}`)
  // Amounts as numbers: what a script says back in a request.
  return (reply.text === '' ? undefined : JSON.parse(reply.text)) as T
}
