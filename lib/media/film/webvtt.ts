const HEAD = /^\uFEFF?WEBVTT(?:[ \t].*)?$/
const STAMP = String.raw`(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})`
const TIMING = new RegExp(`^${STAMP}[ \\t]+-->[ \\t]+${STAMP}(?:[ \\t].*)?$`)
/** What is no cue: https://www.w3.org/TR/webvtt1/#file-structure */
const ASIDE = /^(?:NOTE|STYLE|REGION)(?:\s|$)/

/** Whether it is a whole WebVTT file with something in it. A player leaves out without a word what it cannot read. */
export function isWebVtt(text: string): boolean {
  const [head = '', ...blocks] = text.replaceAll(/\r\n?/g, '\n').split(/\n{2,}/)
  const [first = '', ...rest] = head.split('\n')
  if (!HEAD.test(first) || rest.some((line) => line.includes('-->'))) return false
  const said = blocks.filter((block) => block.trim() !== '' && !ASIDE.test(block.trimStart()))
  return said.length > 0 && said.every(isCue)
}

/** Its name, when it is seen, and what it says. */
function isCue(block: string): boolean {
  const lines = block.split('\n').filter((line, index) => index > 0 || line !== '')
  const place = lines.findIndex((line) => line.includes('-->'))
  const match = place === 0 || place === 1 ? TIMING.exec(lines[place] ?? '') : null
  if (match === null || lines.slice(place + 1).some((line) => line.includes('-->'))) return false
  const [from = [], to = []] = [match.slice(1, 5), match.slice(5, 9)]
  return millisecondsOf(from) < millisecondsOf(to)
}

function millisecondsOf([hours = '0', minutes, seconds, rest]: string[]): number {
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(rest)
}
