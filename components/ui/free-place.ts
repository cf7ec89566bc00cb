export interface Point {
  x: number
  y: number
}

export interface Size {
  width: number
  height: number
}

export type Box = Point & Size

/** Between what floats, what lies beside it, and the edges of the window. */
const GAP = 8
/** From so many pixels on to either side a part may be covered: what is so large can be seen and pressed all the same. */
const LARGE = 100

/**
 * Where a box can lie without covering any of `controls`: the first free one of `places`, or the nearest below the first of
 * them; null where there is no room.
 */
export function freePlace(
  places: readonly [Point, ...Point[]],
  size: Size,
  window: Size,
  controls: readonly Box[],
): Point | null {
  const isFree = (place: Point) => !controls.some((control) => covers({ ...place, ...size }, control))
  const [wanted] = places
  const beside = controls.flatMap(({ y, height }) => [y + height + GAP, y - size.height - GAP])
  const below = beside
    .filter((y) => y > wanted.y && y + size.height + GAP <= window.height)
    .sort((one, other) => one - other)
    .map((y) => ({ x: wanted.x, y }))
  return [...places, ...below].find(isFree) ?? null
}

function covers(box: Box, control: Box): boolean {
  const width = Math.min(box.x + box.width, control.x + control.width) - Math.max(box.x, control.x)
  const height = Math.min(box.y + box.height, control.y + control.height) - Math.max(box.y, control.y)
  if (width <= 0 || height <= 0) return false
  return Math.min(control.width, control.height) < LARGE || isInside(middleOf(control), box)
}

const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 })

function isInside({ x, y }: Point, box: Box): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height
}
