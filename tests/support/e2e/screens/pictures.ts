import sharp from 'sharp'

interface Landscape {
  width: number
  height: number
  /** From above to below. */
  sky: [string, string]
  sun: string
  hills: string[]
}

const LANDSCAPES = {
  morning: {
    width: 1500,
    height: 1000,
    sky: ['#f8d9a8', '#e8a48a'],
    sun: '#fff3d0',
    hills: ['#b5767a', '#7d5468', '#4a3a52'],
  },
  quay: {
    width: 1200,
    height: 1200,
    sky: ['#b9cbd6', '#e3e2dc'],
    sun: '#ffffff',
    hills: ['#8aa0ab', '#5c7480', '#364a56'],
  },
  night: {
    width: 1400,
    height: 1000,
    sky: ['#141c33', '#3c4a75'],
    sun: '#f2e6b8',
    hills: ['#2b3560', '#1d2444', '#10152b'],
  },
  heath: {
    width: 1600,
    height: 640,
    sky: ['#dfe6d2', '#c7d3a8'],
    sun: '#f7f3da',
    hills: ['#9db07a', '#6d8653', '#445c3a'],
  },
  face: {
    width: 512,
    height: 512,
    sky: ['#e9c7a0', '#c98a63'],
    sun: '#5b3a2a',
    hills: ['#8d5a44', '#6b3f35', '#3f2622'],
  },
} satisfies Record<string, Landscape>

export type PictureName = keyof typeof LANDSCAPES

/** A picture that is the same wherever it is drawn: a sky, a sun and hills, and no word in it. */
export function drawPicture(name: PictureName): Promise<Buffer> {
  const { width, height, sky, sun, hills } = LANDSCAPES[name]
  const ridges = hills.map((colour, index) => {
    const top = height * (0.5 + index * 0.15)
    const rise = height * (0.12 - index * 0.02) * (index % 2 === 0 ? 1 : -1)
    return `<path fill="${colour}" d="M0 ${top} C${width * 0.3} ${top - rise * 2} ${width * 0.6} ${top + rise * 2} ${width} ${top - rise} V${height} H0 Z"/>`
  })
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs><linearGradient id="sky" x2="0" y2="1"><stop stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#sky)"/><circle cx="66%" cy="30%" r="${height * 0.1}" fill="${sun}"/>${ridges.join('')}</svg>`,
    ),
  )
    .png()
    .toBuffer()
}
