/** https://www.rfc-editor.org/rfc/rfc3492#section-5 */
const [BASE, T_MIN, T_MAX, SKEW, DAMP, BIAS, FIRST] = [36, 1, 26, 38, 700, 72, 128]
/** Letters of Cyrillic that nobody tells from Latin ones. */
const LOOK_LATIN = /^[асԁеһіјӏорԛѕԝхуъьҽпгѵѡ\d-]+$/

/**
 * An address as people read it: `https://xn--e1afmkfd.xn--p1ai/` is `https://пример.рф/`. Only names that are all Latin or
 * all Cyrillic, and do not look like another: the rest stays as the network has it.
 */
export function readableAddress(href: string): string {
  const { hostname } = new URL(href)
  if (!hostname.includes('xn--')) return href
  const labels = hostname.split('.').map(readable)
  const isHome = /\p{Script=Cyrillic}/u.test(labels.at(-1) ?? '')
  const shown = labels.map((label, index) =>
    !isHome && LOOK_LATIN.test(label) ? hostname.split('.')[index] : label,
  )
  return href.replace(hostname, shown.join('.'))
}

function readable(label: string): string {
  const decoded = label.startsWith('xn--') ? decode(label.slice(4)) : null
  const isPlain = decoded !== null && /^(?:[\p{Script=Latin}\d-]+|[\p{Script=Cyrillic}\d-]+)$/u.test(decoded)
  return isPlain ? decoded : label
}

/** Null for what is no Punycode. */
function decode(input: string): string | null {
  const basic = input.lastIndexOf('-')
  const letters = [...input.slice(0, Math.max(0, basic))].map((letter) => letter.codePointAt(0) ?? 0)
  let [at, code, bias] = [0, FIRST, BIAS]
  for (let index = basic + 1; index < input.length; ) {
    const before = at
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = digitOf(input[index])
      if (digit === null) return null
      index += 1
      at += digit * weight
      const threshold = Math.min(T_MAX, Math.max(T_MIN, k - bias))
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    bias = adapt(at - before, letters.length + 1, before === 0)
    code += Math.floor(at / (letters.length + 1))
    at %= letters.length + 1
    if (code > 0x10ffff) return null
    letters.splice(at, 0, code)
    at += 1
  }
  return String.fromCodePoint(...letters)
}

function digitOf(letter = ''): number | null {
  if (/^[a-z]$/.test(letter)) return letter.charCodeAt(0) - 97
  return /^\d$/.test(letter) ? Number(letter) + 26 : null
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2))
  rest += Math.floor(rest / count)
  let k = 0
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN))
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW))
}
