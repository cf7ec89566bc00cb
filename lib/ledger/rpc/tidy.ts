/** JSON-RPC code of a refused `sendTransaction`. */
const PREFLIGHT_FAILURE = -32002

/** Texts of errors that come without `data`: https://github.com/anza-xyz/solana-sdk/blob/master/transaction-error */
const ERROR_BY_TEXT: [RegExp, string][] = [
  [/already been processed/i, 'AlreadyProcessed'],
  [/blockhash not found/i, 'BlockhashNotFound'],
  [/signature verification/i, 'SignatureFailure'],
]

/**
 * Some nodes refuse a transaction in words alone. Kit expects the error as data beside them and throws a TypeError
 * without it.
 */
export function tidy<Answer>(answer: Answer): Answer {
  const error = (answer as { error?: { code?: unknown; message?: unknown; data?: unknown } }).error
  if (Number(error?.code) !== PREFLIGHT_FAILURE || (typeof error?.data === 'object' && error.data !== null)) {
    return answer
  }
  const [, err = null] = ERROR_BY_TEXT.find(([text]) => text.test(String(error?.message))) ?? []
  return { ...answer, error: { ...error, data: { err } } }
}
