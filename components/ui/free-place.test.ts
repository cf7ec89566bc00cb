import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Box, freePlace } from './free-place'

const PHONE = { width: 390, height: 844 }
const MESSAGE = { width: 358, height: 68 }
const TOP = { x: 16, y: 64 }
const BOTTOM = { x: 16, y: 700 }
const button = (x: number, y: number): Box => ({ x, y, width: 120, height: 40 })

it('is the place that was wanted where nothing lies there', () => {
  expect(freePlace([TOP, BOTTOM], MESSAGE, PHONE, [button(16, 140), button(16, 10)])).toEqual(TOP)
})

it('is the next one where a control does', () => {
  expect(freePlace([TOP, BOTTOM], MESSAGE, PHONE, [button(16, 100)])).toEqual(BOTTOM)
})

it('is the nearest below the wanted one where a control lies in all of them', () => {
  expect(freePlace([TOP, BOTTOM], MESSAGE, PHONE, [button(16, 100), button(16, 720)])).toEqual({
    x: 16,
    y: 148,
  })
})

it('may be over a part of a large one, but not over its middle', () => {
  const picture = (y: number) => ({ x: 16, y, width: 358, height: 448 })
  expect(freePlace([TOP], MESSAGE, PHONE, [picture(60)])).toEqual(TOP)
  expect(freePlace([TOP], MESSAGE, PHONE, [picture(-130)])).not.toEqual(TOP)
})

it('is none where there is no room', () => {
  const rows = Array.from({ length: 40 }, (_, row) => ({ x: 0, y: row * 22, width: 390, height: 20 }))
  expect(freePlace([TOP, BOTTOM], MESSAGE, PHONE, rows)).toBeNull()
})

it('covers the middle of nothing', () => {
  const length = fc.integer({ min: 20, max: 300 })
  const control = fc.record({
    x: fc.integer({ min: -50, max: 380 }),
    y: fc.integer({ min: -50, max: 840 }),
    width: length,
    height: length,
  })
  fc.assert(
    fc.property(fc.array(control, { maxLength: 12 }), (controls) => {
      const place = freePlace([TOP, BOTTOM], MESSAGE, PHONE, controls)
      if (place === null) return
      const isCovered = controls.some(({ x, y, width, height }) => {
        const middle = { x: x + width / 2 - place.x, y: y + height / 2 - place.y }
        return middle.x >= 0 && middle.x <= MESSAGE.width && middle.y >= 0 && middle.y <= MESSAGE.height
      })
      expect(isCovered).toBe(false)
    }),
  )
})
