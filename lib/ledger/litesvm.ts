import { address, lamports as toLamports } from '@solana/kit'
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system'
import { Clock, FailedTransactionMetadata, LiteSVM, type TransactionMetadata } from 'litesvm'
import type { AccountBalance, ExecutionError, InnerInstruction } from './port'
import type { ReadTransaction } from './transaction'

/** Of the numbers of TransactionErrorFieldless (litesvm/dist/internal.d.ts), those that mean too little money. */
const ACCOUNT_NOT_FOUND = 2
const INSUFFICIENT_FUNDS_FOR_FEE = 4
/** The System program's own error for a transfer of more than there is. */
const RESULT_WITH_NEGATIVE_LAMPORTS = 1
const FEE_PAYER = 0

export interface Moment {
  slot: bigint
  /** Milliseconds since 1970. */
  at: number
}

export interface Execution {
  /** False: the transaction was turned away before it began and has charged nothing. */
  landed: boolean
  error: ExecutionError | null
  feeLamports: bigint
  balances: AccountBalance[]
  innerInstructions: InnerInstruction[]
}

/** LiteSVM in the words of the port. It checks signatures; blockhashes and repetitions are its caller's to check. */
export class Machine {
  // LiteSVM knows one blockhash at a time, and its history keeps no transactions.
  readonly #svm = new LiteSVM().withBlockhashCheck(false).withTransactionHistory(0n)

  /** Gives a wallet money from nowhere. */
  endow(wallet: string, lamports: bigint): void {
    this.#svm.setAccount({
      address: address(wallet),
      lamports: toLamports(lamports),
      data: new Uint8Array(),
      space: 0n,
      programAddress: SYSTEM_PROGRAM_ADDRESS,
      executable: false,
    })
  }

  balance(wallet: string): bigint {
    return this.#svm.getBalance(address(wallet)) ?? 0n
  }

  /** Why it would fail, if it would. */
  simulate(transaction: ReadTransaction, moment: Moment): ExecutionError | null {
    this.#setTime(moment)
    const result = attempt(() => this.#svm.simulateTransaction(transaction.wire))
    return isFailure(result) ? describeFailure(result, transaction) : null
  }

  /** The same transactions at the same moments in the same order always have the same outcome. */
  execute(transaction: ReadTransaction, moment: Moment): Execution {
    this.#setTime(moment)
    const { accounts } = transaction
    const before = accounts.map((account) => this.balance(account))
    const result = attempt(() => this.#svm.sendTransaction(transaction.wire))
    const balances = accounts.map((account, index) => ({
      address: account,
      preLamports: before[index] ?? 0n,
      postLamports: this.balance(account),
    }))
    // Nothing but the fee leaves the accounts of a transaction, and one that failed costs it only if it landed.
    const feeLamports = balances.reduce(
      (sum, { preLamports, postLamports }) => sum + preLamports - postLamports,
      0n,
    )
    const error = isFailure(result) ? describeFailure(result, transaction) : null
    return {
      landed: error === null || feeLamports > 0n,
      error,
      feeLamports,
      balances,
      innerInstructions: isFailure(result) ? [] : innerInstructions(result, accounts),
    }
  }

  #setTime({ slot, at }: Moment): void {
    this.#svm.setClock(new Clock(slot, 0n, 0n, 0n, BigInt(Math.floor(at / 1000))))
  }
}

type Failure = FailedTransactionMetadata | Error

/** LiteSVM throws where it cannot make sense of a message at all. */
function attempt<Result>(run: () => Result): Result | Error {
  try {
    return run()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function isFailure(result: unknown): result is Failure {
  return result instanceof Error || result instanceof FailedTransactionMetadata
}

function describeFailure(failure: Failure, transaction: ReadTransaction): ExecutionError {
  if (failure instanceof Error) return failed(failure.message)
  const error = failure.err()
  if (typeof error === 'number') {
    return error === ACCOUNT_NOT_FOUND || error === INSUFFICIENT_FUNDS_FOR_FEE
      ? insufficient('The payer cannot pay the fee')
      : failed(`Transaction error ${error}`)
  }
  if ('accountIndex' in error) {
    return error.accountIndex === FEE_PAYER
      ? insufficient('The payer would be left with less than an account must hold')
      : failed(`${transaction.accounts[error.accountIndex]} would hold less than an account must`)
  }
  if (!('err' in error)) return failed(`Instruction ${error.index} is a duplicate`)

  const cause = error.err()
  const code = typeof cause === 'object' && 'code' in cause ? cause.code : null
  const program = transaction.instructions[error.index]?.programAddress
  if (program === SYSTEM_PROGRAM_ADDRESS && code === RESULT_WITH_NEGATIVE_LAMPORTS) {
    return insufficient('The payer has less than is to be transferred')
  }
  const reason = typeof cause === 'number' ? `error ${cause}` : `program error ${code}`
  return failed(`Instruction ${error.index} failed: ${reason}`)
}

function insufficient(detail: string): ExecutionError {
  return { code: 'insufficient_funds', detail }
}

function failed(detail: string): ExecutionError {
  return { code: 'transaction_failed', detail }
}

function innerInstructions(meta: TransactionMetadata, accounts: string[]): InnerInstruction[] {
  const nameOf = (index: number) => accounts[index] ?? ''
  return meta.innerInstructions().flatMap((group, outerIndex) =>
    group.map((inner) => {
      const instruction = inner.instruction()
      return {
        outerIndex,
        programAddress: nameOf(instruction.programIdIndex()),
        accounts: Array.from(instruction.accounts(), nameOf),
        data: instruction.data(),
      }
    }),
  )
}
