import type { Instruction } from '@solana/kit'
import { newKeypair } from '@/lib/ledger/keypair'
import { newReference } from '@/lib/ledger/payment-build'
import { makePost } from '@/tests/support/app/people'
import { memoOf, transferOf } from '@/tests/support/ledger/payments'
import { type Attack, honest, type Scene, shareOf, signedNow } from './attack-scene'
import { open, sign } from './purchases'

const mismatch = (what: string, make: Attack['make']): Attack => ({
  what,
  code: 'transaction_mismatch',
  make,
})

const gives = (what: string, make: Attack['make']): Attack => ({ ...mismatch(what, make), gives: true })

/** The honest payment, the share of the creator or of the platform changed. */
function withSplit(role: 'creator' | 'platform', change: (scene: Scene) => object) {
  return (scene: Scene) => {
    const splits = scene.purchase.splits.map((split) =>
      split.role === role ? { ...split, ...change(scene) } : split,
    )
    return signedNow(scene, honest(scene, { splits }))
  }
}

const creatorLess = (lamports: bigint) => (scene: Scene) => ({
  lamports: shareOf(scene, 'creator') - lamports,
})
const platformLess = (lamports: bigint) => (scene: Scene) => ({
  lamports: shareOf(scene, 'platform') - lamports,
})

/** The honest payment and something more. */
const more = (instruction: (scene: Scene) => Instruction) => (scene: Scene) =>
  signedNow(scene, [...honest(scene), instruction(scene)])

export const WRONG_SHARES: Attack[] = [
  mismatch('that pays the creator one lamport less', withSplit('creator', creatorLess(1n))),
  mismatch('that pays the creator one lamport more', withSplit('creator', creatorLess(-1n))),
  mismatch('that pays the platform one lamport less', withSplit('platform', platformLess(1n))),
  mismatch('that pays the platform one lamport more', withSplit('platform', platformLess(-1n))),
  mismatch('that pays the right sum in wrong shares', (scene) => {
    const splits = scene.purchase.splits.map((split, index) => ({
      ...split,
      lamports: split.lamports + (index === 0 ? -1n : 1n),
    }))
    return signedNow(scene, honest(scene, { splits }))
  }),
  mismatch('that pays the right shares to each other’s wallets', (scene) => {
    const wallets = scene.purchase.splits.map(({ wallet }) => wallet).reverse()
    const splits = scene.purchase.splits.map((split, index) => ({
      ...split,
      wallet: wallets[index] ?? '',
    }))
    return signedNow(scene, honest(scene, { splits }))
  }),
  mismatch(
    'that pays the buyer',
    withSplit('creator', ({ buyer }) => ({ wallet: buyer.wallet })),
  ),
  mismatch(
    'that pays somebody else',
    withSplit('creator', () => ({ wallet: newKeypair().address })),
  ),
  mismatch('that leaves the platform out', (scene) =>
    signedNow(scene, honest(scene, { splits: scene.purchase.splits.slice(0, 1) })),
  ),
  mismatch('that pays nobody', (scene) => signedNow(scene, [memoOf(scene.purchase.id)])),
  mismatch(
    'that pays the same share twice',
    more((scene) =>
      transferOf(
        scene.buyer.wallet,
        scene.creator.wallet,
        shareOf(scene, 'creator'),
        scene.purchase.reference,
      ),
    ),
  ),
]

export const WRONG_NAMES: Attack[] = [
  mismatch('without its memo', (scene) => signedNow(scene, honest(scene).slice(0, -1))),
  mismatch(
    'with a further memo',
    more(() => memoOf(crypto.randomUUID())),
  ),
  mismatch('with the memo of another purchase', (scene) =>
    signedNow(scene, honest(scene, { memo: crypto.randomUUID() })),
  ),
  mismatch('with another reference', (scene) =>
    signedNow(scene, honest(scene, { reference: newReference() })),
  ),
  mismatch('of another purchase of the same buyer, creator and price', async (scene) => {
    const post = await makePost(scene.creator, { priceLamports: scene.purchase.amountLamports })
    return sign(scene.buyer, await open(scene.buyer, { kind: 'post', postId: post.id }))
  }),
  mismatch('of a stranger who names its reference and its memo', (scene) => {
    const { thief, creator, purchase } = scene
    const junk = [transferOf(thief.wallet, creator.wallet, 1_000_000n, purchase.reference)]
    return signedNow(scene, [...junk, memoOf(purchase.id)], [thief.keypair])
  }),
  mismatch('that another wallet pays and signs', (scene) =>
    signedNow(scene, honest(scene, { payer: scene.thief.wallet }), [scene.thief.keypair]),
  ),
]

/** What wallets and their helpers add by themselves. */
export const ADDITIONS: Attack[] = [
  gives('whose fee another wallet pays', (scene) =>
    signedNow(scene, honest(scene), [scene.thief.keypair, scene.buyer.keypair]),
  ),
  gives(
    'with a tip to somebody else',
    more(({ buyer, thief }) => transferOf(buyer.wallet, thief.wallet, 10_000n)),
  ),
  gives(
    'with a memo of the wallet’s own',
    more(() => memoOf('sent by a wallet')),
  ),
]

const unsendable = (what: string, code: Attack['code'], make: Attack['make']): Attack => ({
  what,
  code,
  make,
  past: 'never lands',
})

export const WRONG_BYTES: Attack[] = [
  unsendable('that is not signed', 'transaction_unsigned', ({ purchase }) =>
    Buffer.from(purchase.transaction ?? '', 'base64'),
  ),
  unsendable('whose signature is another one’s', 'transaction_unsigned', ({ buyer, thief, purchase }) => {
    const bytes = sign(buyer, purchase)
    bytes.set(thief.keypair.sign(bytes.subarray(65)), 1)
    return bytes
  }),
  unsendable('that was changed after signing', 'transaction_mismatch', (scene) => {
    const bytes = Buffer.from(sign(scene.buyer, scene.purchase))
    const amount = Buffer.alloc(8)
    amount.writeBigUInt64LE(shareOf(scene, 'creator'))
    bytes.writeBigUInt64LE(1n, bytes.indexOf(amount))
    return bytes
  }),
  unsendable('that is cut off', 'transaction_unreadable', ({ buyer, purchase }) =>
    sign(buyer, purchase).subarray(0, -1),
  ),
  unsendable('with bytes after its end', 'transaction_unreadable', ({ buyer, purchase }) =>
    Buffer.concat([sign(buyer, purchase), Buffer.alloc(1)]),
  ),
  unsendable('that is noise', 'transaction_unreadable', () => crypto.getRandomValues(new Uint8Array(300))),
  unsendable('that is larger than any', 'transaction_unreadable', () => new Uint8Array(2_900)),
]
