import { type Colour, css, hexes, mix } from './colour'
import { draw, finish } from './picture'
import { randomOf } from './random'

const SIZE = 512

/** Ground, disc behind the head, shirt. */
const GROUNDS = [
  '#f0b53c #f8d98f #23394d',
  '#c9583a #e9a07d #f2e6d2',
  '#3d5a4c #8fab8d #e8b95a',
  '#2f4862 #86a6bd #d9683f',
  '#e7d3b8 #f5eada #5a2d36',
  '#8a9a6b #d3d9b4 #2a2f3d',
].map(hexes)
const SKINS = hexes('#f2cfb0 #e0ac84 #c68a5f #9a6240 #6d432c #f5d9c3')
const HAIRS = hexes('#241a17 #4a2d1f #8a4f2a #d9a557 #5c5a5e #b4452c')

/** Behind the head, then over it; for a head at 256, 232 with radii 84 and 104. */
const STYLES: readonly (readonly [string, string])[] = [
  [
    'M150 240C130 110 380 100 366 246C392 330 372 400 352 420H160C138 390 126 320 150 240z',
    'M172 226C170 120 330 96 342 214C310 210 268 190 250 160C236 196 204 220 172 226z',
  ],
  [
    'M168 190C150 110 350 90 346 200z',
    'M168 214C160 110 358 100 344 216C336 186 318 172 296 168C252 160 206 164 168 214z',
  ],
  [
    'M256 92m-46 0a46 46 0 1 0 92 0a46 46 0 1 0 -92 0',
    'M170 226C164 104 350 104 342 226C334 178 300 152 256 152C212 152 178 178 170 226z',
  ],
  [
    'M132 236C118 84 394 84 380 236C400 290 372 330 356 318H156C140 330 112 290 132 236z',
    'M174 208C180 130 332 130 338 208C300 176 212 176 174 208z',
  ],
  [
    'M160 232C140 100 372 100 352 232C364 300 356 330 348 336H164C156 330 148 300 160 232z',
    'M168 232C158 112 354 112 344 232L338 206C290 214 222 214 174 206z',
  ],
  ['', 'M172 196C176 116 336 116 340 196C316 150 196 150 172 196z'],
]

/** A portrait in a few cut shapes: JPEG, 512 by 512. */
export async function renderAvatar(seed: number): Promise<Buffer> {
  const random = randomOf(seed)
  // Neighbouring seeds never look alike: each trait has a period of its own.
  const trait = <T>(list: readonly T[], step: number) => list[(seed * step) % list.length] as T
  const [ground, disc, shirt] = trait(GROUNDS, 1) as [Colour, Colour, Colour]
  const skin = trait(SKINS, 5)
  const hair = css(trait(HAIRS, 7))
  const [behind, over] = trait(STYLES, 1)
  const dusk = css(mix(skin, [70, 20, 20], 0.26))
  const glasses = random.chance(0.3)
  const beard = over.startsWith('M172 196') || (behind.startsWith('M168') && random.chance(0.6))
  const picture = await draw(
    { width: SIZE, height: SIZE },
    `<defs><clipPath id="h"><ellipse cx="256" cy="232" rx="84" ry="104"/></clipPath></defs>
    <rect width="512" height="512" fill="${css(ground)}"/>
    <circle cx="256" cy="246" r="186" fill="${css(disc)}"/>
    <path d="${behind}" fill="${hair}"/>
    <path d="M214 300h84v112h-84z" fill="${dusk}"/>
    <path d="M64 520C70 418 150 386 214 376C226 408 286 408 298 376C362 386 442 418 448 520z" fill="${css(shirt)}"/>
    <path d="M256 400C320 396 404 420 448 520H256z" fill="#000" opacity="0.12"/>
    <ellipse cx="256" cy="232" rx="84" ry="104" fill="${css(skin)}"/>
    <g clip-path="url(#h)">
      <path d="M262 120C300 180 276 250 300 340H360V120z" fill="${dusk}" opacity="0.55"/>
      ${beard ? `<path d="M160 236C184 300 214 272 256 274C298 272 328 300 352 236V360H160z" fill="${hair}"/>` : ''}
    </g>
    <path d="M262 214C268 236 276 250 270 258C264 264 254 262 250 260" fill="none" stroke="${dusk}" stroke-width="7" stroke-linecap="round"/>
    <path d="M202 222q16 12 32 0M282 222q16 12 32 0" fill="none" stroke="#2a1a18" stroke-width="7" stroke-linecap="round"/>
    <path d="M200 196q18 -12 36 -2M280 194q18 -10 36 2" fill="none" stroke="${hair}" stroke-width="8" stroke-linecap="round"/>
    <path d="M234 292q22 16 44 0" fill="none" stroke="${beard ? '#f0c9b0' : '#8f3a30'}" stroke-width="8" stroke-linecap="round"/>
    <path d="${over}" fill="${hair}"/>
    ${glasses ? '<g fill="none" stroke="#1d1a18" stroke-width="7"><circle cx="218" cy="224" r="29"/><circle cx="298" cy="224" r="29"/><path d="M247 220q9 -6 22 0"/></g>' : ''}`,
  )
  return finish(picture, { seed, size: picture, grain: 4, vignette: 0.06 })
}
