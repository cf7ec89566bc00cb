import { encode } from 'uqr'

/** Scanners need four light modules around it: ISO/IEC 18004. */
const QUIET_ZONE = 4

interface QrCodeProps {
  text: string
  /** What it is for, read out in its place. */
  label: string
}

/** Dark on white in both themes: many scanners do not read it the other way round. */
export function QrCode({ text, label }: QrCodeProps) {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="block w-full rounded-md bg-[#fff]"
    >
      <path d={darkRuns(data)} fill="#000" />
    </svg>
  )
}

/** Neighbours in a row are one rectangle: a path of a third the length. */
function darkRuns(rows: readonly boolean[][]): string {
  let path = ''
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue
      const from = x
      while (row[x + 1]) x += 1
      path += `M${from} ${y}h${x - from + 1}v1H${from}z`
    }
  })
  return path
}
