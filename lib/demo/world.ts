import type { TierName } from '@/lib/schema/tiers'
import type { Crop } from './pictures'

/** One SOL price in thousandths, as the demo's authors think of it. */
export const milliSol = (amount: number): bigint => BigInt(amount) * 1_000_000n

interface DemoTier {
  tier: TierName
  name: string
  priceLamports: bigint
  benefits: string[]
}

export interface DemoPost {
  title: string
  tags: string[]
  teaser: string
  body: string
  minTier?: TierName
  priceLamports?: bigint
  art: Crop[]
  daysAgo: number
}

export interface DemoCreator {
  handle: string
  displayName: string
  bio: string
  /** The name of a picture. */
  cover: string
  tiers: DemoTier[]
  posts: DemoPost[]
  /** `posts`: by their titles, in its order. */
  series?: { title: string; description: string; posts: string[] }
}

const tiers = (
  basic: number,
  premium: number,
  vip: number | null,
  words: [string, string, string],
  benefits: [string[], string[], string[]],
): DemoTier[] => [
  { tier: 'basic', name: words[0], priceLamports: milliSol(basic), benefits: benefits[0] },
  { tier: 'premium', name: words[1], priceLamports: milliSol(premium), benefits: benefits[1] },
  ...(vip === null
    ? []
    : [{ tier: 'vip' as const, name: words[2], priceLamports: milliSol(vip), benefits: benefits[2] }]),
]

const WINTER_ROUTE = `Three days, two huts, and one bridge that decides everything. I have walked it nine times, four of them in winter, and I have turned back twice. Both times I was right.

## What to know before you go

- The **northern** side keeps its snow until June. What looks like a path in photographs is a cornice.
- There is no reception between the first hut and the saddle. Say somewhere when you will be back.
- The huts are open and unstaffed. Leave wood for whoever comes after you; somebody left it for you.

> The mountain has time. You are the one with a train to catch.
> *Written on the door of the second hut*

## Day one: to the first hut

Start before five. The valley floor is flat and dull and it takes two hours, and you want those two hours to be dark ones. At the chapel the forest road turns left; do not follow it. The path begins behind the woodpile, where nobody would look for a path.

The climb is steady until the tree line and then it is not. Take the left bank of the stream, because the right one slides. The first hut has no stove, but it has a roof and a door that closes from inside, and by three in the afternoon you will not ask for more.

## Day two: the bridge

This is the long one. Turn back at the iron bridge if the wind is from the north: I did not, once, and I still dream of it.

| Place | Metres | Hours from the hut |
| :-- | --: | --: |
| First hut | 1,640 | |
| Iron bridge | 2,010 | 3 |
| Saddle | 2,480 | 6½ |
| Second hut | 2,190 | 8 |

After the bridge there is no good place to stop. Eat before it. On the saddle you will want to stay, and you should, for exactly as long as your hands are warm.

## Day three: why you came

Leave the second hut in the dark once more and go up, not down: forty minutes to the shoulder above it, without your pack. The seven ridges stand one behind the other, each a little paler, and the light comes from the left and very low.

It lasts eleven minutes. Then pack, and go home the easy way.`

export const WORLD: DemoCreator[] = [
  {
    handle: 'mara',
    displayName: 'Mara Lindqvist',
    bio: 'I walk until the road ends and carry one lens. Mountain light, slow mornings, printed large.',
    cover: 'ridges',
    tiers: tiers(
      40,
      120,
      350,
      ['Trailhead', 'Ridge line', 'Summit'],
      [
        ['Every field note', 'Phone wallpapers'],
        ['Full-size photographs', 'How each frame was made'],
        ['The raw files', 'One signed print a season'],
      ],
    ),
    posts: [
      {
        title: 'First light over the seven ridges',
        tags: ['mountains', 'light'],
        teaser: 'Four nights in a tent for eleven minutes of this.',
        body: 'I had the place from an old survey map: a saddle from which seven ridges stand one behind the other, each a little paler.\n\nThree mornings gave me nothing but cloud. On the fourth the valley was full of mist and the air above it was clean. The light came in from the left, very low, and for eleven minutes every ridge had an edge.\n\nf/11, 1/60 s, on a stone instead of a tripod. I did not move once.',
        art: [{ picture: 'ridges' }],
        daysAgo: 0.2,
      },
      {
        title: 'The forest before it wakes',
        tags: ['forest', 'light', 'fog'],
        teaser: 'A short walk, a long lens, and what fog does to distance.',
        body: 'Fog is a free set of filters: it takes the background away one tree at a time. I stood on the forest road and only turned my head.\n\nWhat I learned here: expose for the brightest gap between the trunks, and let everything else fall. The eye finds its way in.',
        minTier: 'basic',
        art: [{ picture: 'forest' }, { picture: 'forest', shape: 'tall', from: 'right' }],
        daysAgo: 2.1,
      },
      {
        title: 'Dune study, in four shadows',
        tags: ['desert', 'light'],
        teaser: 'One dune, one day, four photographs. The set at full size.',
        body: 'I put the tripod down at six and did not touch it until seven in the evening. The dune did the moving.\n\nThe files are 6,000 pixels wide and yours to print for your own wall.',
        priceLamports: milliSol(80),
        art: [{ picture: 'dunes' }, { picture: 'dunes', shape: 'square', from: 'right' }],
        daysAgo: 5.4,
      },
      {
        title: 'Grey water, no horizon',
        tags: ['sea', 'fog'],
        teaser: 'A seascape that is almost nothing. It is my favourite of the year.',
        body: 'There was no line between the water and the sky, so I stopped looking for one.\n\nTwo minutes of exposure. The only thing that is sharp is the feeling of standing there.',
        minTier: 'premium',
        priceLamports: milliSol(50),
        art: [{ picture: 'ridges', shape: 'square', from: 'right' }],
        daysAgo: 9.3,
      },
      {
        title: 'Winter route: maps, times, and where to sleep',
        tags: ['mountains', 'route', 'winter'],
        teaser: 'Everything I know about the northern traverse, so that you need not learn it the way I did.',
        body: WINTER_ROUTE,
        minTier: 'vip',
        art: [{ picture: 'ridges', shape: 'tall' }],
        daysAgo: 14.6,
      },
    ],
  },
  {
    handle: 'junokabe',
    displayName: 'Jun Okabe',
    bio: 'Stoneware from a small kiln. Every pot is numbered, most of them lean a little.',
    cover: 'shelf',
    tiers: tiers(
      30,
      90,
      null,
      ['Workbench', 'Kiln side', ''],
      [
        ['Studio diary', 'Seconds sale a day early'],
        ['Glaze recipes', 'Throwing lessons on video stills'],
        [],
      ],
    ),
    posts: [
      {
        title: 'Firing 61 came out of the kiln',
        tags: ['ceramics', 'kiln'],
        teaser: 'Nineteen survived, two are better than I am.',
        body: 'I open the kiln at ninety degrees and not a degree before; I have paid for that rule.\n\nNineteen of twenty-four. The tall one in front went in grey and came out the colour of wet sand. I cannot repeat it, which is why I keep doing this.',
        art: [{ picture: 'bowl' }],
        daysAgo: 0.7,
      },
      {
        title: 'Ash glaze, written down at last',
        tags: ['ceramics', 'glaze', 'recipe'],
        teaser: 'The recipe people ask me for, with the mistakes left in.',
        body: '| Parts | What |\n| --: | :-- |\n| 40 | wood ash, washed three times |\n| 40 | feldspar |\n| 20 | ball clay |\n\n1. Sieve twice, wet.\n2. Leave it a day.\n3. Two coats, the second thinner.\n\n## The mistakes\n\nIf it runs, it was too thick. If it is dull, it was too cold. If it is beautiful, write down what you did before you do anything **else**.',
        priceLamports: milliSol(45),
        art: [{ picture: 'shelf', shape: 'square', from: 'right' }],
        daysAgo: 3.3,
      },
      {
        title: 'Why my handles stopped cracking',
        tags: ['ceramics', 'how-to'],
        teaser: 'A change of one hour.',
        body: 'I used to pull the handle and attach it at once. Now both pieces wait an hour under the same cloth. They shrink together, so nothing has a reason to leave.',
        minTier: 'basic',
        art: [{ picture: 'vase' }],
        daysAgo: 6.8,
      },
      {
        title: 'Notes from the wheel: a bowl in nine moves',
        tags: ['ceramics', 'how-to'],
        teaser: 'Nine photographs, nine sentences.',
        body: 'Centre. Open. Widen. Compress the floor. Lift. Lift again, slower. Belly out. Rest the rim. Stop, although you could go on.',
        minTier: 'premium',
        art: [
          { picture: 'bowl', shape: 'square', from: 'right' },
          { picture: 'vase', shape: 'tall' },
        ],
        daysAgo: 11.2,
      },
      {
        title: 'The shelf of failures',
        tags: ['ceramics', 'diary'],
        teaser: 'I keep them where I can see them.',
        body: 'Every studio has this shelf. Mine is at eye level. The third from the left taught me more than the one in the museum.',
        art: [{ picture: 'shelf' }],
        daysAgo: 18.5,
      },
    ],
    series: {
      title: 'From clay to the shelf',
      description: 'One pot, from the wheel to where it stays, in the order in which it happens.',
      posts: [
        'Notes from the wheel: a bowl in nine moves',
        'Why my handles stopped cracking',
        'Ash glaze, written down at last',
        'Firing 61 came out of the kiln',
      ],
    },
  },
  {
    handle: 'teovargas',
    displayName: 'Teo Vargas',
    bio: 'Long exposures from a dark valley. The sky moves, I sit still.',
    cover: 'camp',
    tiers: tiers(
      50,
      150,
      400,
      ['Naked eye', 'Telescope', 'Observatory'],
      [
        ['Sky calendar, each new moon'],
        ['Stacked frames at full size', 'Processing steps'],
        ['Raw stacks', 'A night at the dome, once a year'],
      ],
    ),
    posts: [
      {
        title: 'Four hours around the pole',
        tags: ['night-sky', 'long-exposure'],
        teaser: 'One hundred and twenty frames, one turning sky.',
        body: 'The battery was in my jacket and the cable ran out of the sleeve. At minus fourteen that is the whole technique.\n\nThe gap in the trails at two o’clock is where I poured tea into the dark.',
        art: [{ picture: 'pole' }],
        daysAgo: 1.1,
      },
      {
        title: 'The valley under the winter arch',
        tags: ['night-sky', 'winter', 'mountains'],
        teaser: 'Full panorama, for large walls.',
        body: 'Eleven frames, stitched by hand because the software wanted to straighten the hills. They are not straight.',
        priceLamports: milliSol(120),
        minTier: 'premium',
        art: [{ picture: 'valley' }],
        daysAgo: 4.2,
      },
      {
        title: 'New moon calendar, with the good nights marked',
        tags: ['night-sky', 'calendar'],
        teaser: 'When to stay up this season, and when to sleep.',
        body: 'The best window is the second week: no moon until four, and the dry wind from the plateau.\n\nSet two alarms. You will switch off the first.',
        minTier: 'basic',
        art: [{ picture: 'pole', shape: 'square', from: 'right' }],
        daysAgo: 8.4,
      },
      {
        title: 'How I process a stack, click by click',
        tags: ['night-sky', 'how-to'],
        teaser: 'Forty minutes of work in twenty screenshots’ worth of words.',
        body: 'Flats first, always. Then align on the brightest three stars and throw away one frame in ten, even if it hurts.\n\nStretch twice, gently, instead of once.',
        minTier: 'vip',
        art: [{ picture: 'valley', shape: 'tall' }],
        daysAgo: 15.9,
      },
      {
        title: 'A cloud that stayed',
        tags: ['night-sky', 'diary'],
        teaser: 'I came for the stars.',
        body: 'It came in over the ridge at one and lay down. I was angry for an hour and then I took the picture.',
        art: [{ picture: 'camp' }],
        daysAgo: 22.3,
      },
    ],
  },
  {
    handle: 'finn',
    displayName: 'Finn Calloway',
    bio: 'Botanical drawings of plants that grow between paving stones. Ink, patience, wet shoes.',
    cover: 'specimen',
    tiers: tiers(
      25,
      75,
      200,
      ['Seedling', 'Perennial', 'Evergreen'],
      [
        ['The weekly plate'],
        ['Printable plates', 'Sketchbook scans'],
        ['An original drawing each year', 'Name a plate'],
      ],
    ),
    posts: [
      {
        title: 'Plate 112: the fern behind the bakery',
        tags: ['botany', 'drawing'],
        teaser: 'It lives on warm air and flour.',
        body: 'Every frond is a different length because every frond found a different amount of light. I measured them all, and then drew them as they felt.',
        art: [{ picture: 'fern' }],
        daysAgo: 0.5,
      },
      {
        title: 'Print set: six courtyard plants',
        tags: ['botany', 'prints'],
        teaser: 'Made for A3, with margins for framing.',
        body: 'Six plates, cleaned and with the paper’s own colour taken out. Print them on something with a tooth.',
        priceLamports: milliSol(60),
        art: [{ picture: 'herbarium' }, { picture: 'specimen', shape: 'tall', from: 'right' }],
        daysAgo: 3.9,
      },
      {
        title: 'How to see a leaf',
        tags: ['botany', 'how-to', 'drawing'],
        teaser: 'A drawing lesson that is mostly looking.',
        body: 'Turn it over first. The back of a leaf is its map: the front is only the weather.\n\nDraw the middle vein as if you were walking it.',
        minTier: 'basic',
        art: [{ picture: 'specimen' }],
        daysAgo: 7.7,
      },
      {
        title: 'Sketchbook, October',
        tags: ['drawing', 'diary'],
        teaser: 'Thirty-one pages, none of them finished.',
        body: 'I leave them open on purpose. A finished page is one you stop looking at.',
        minTier: 'premium',
        art: [{ picture: 'fern', shape: 'square' }],
        daysAgo: 12.4,
      },
      {
        title: 'A weed is a plant without a biographer',
        tags: ['botany', 'essay'],
        teaser: 'An essay, free for everyone.',
        body: 'The city removes them in April and they are back in May, which is more than can be said of most of us.\n\nI have kept a list of what grows on my street since 2019. There are one hundred and forty-one names on it now, and nobody planted any of them.',
        art: [],
        daysAgo: 20.1,
      },
    ],
  },
  {
    handle: 'ama',
    displayName: 'Ama Adjei',
    bio: 'Buildings at the hour when their windows come on. Architecture, explained without the adjectives.',
    cover: 'street',
    tiers: tiers(
      35,
      100,
      300,
      ['Ground floor', 'Mezzanine', 'Roof'],
      [
        ['Every walk, with its map'],
        ['Measured drawings', 'Photographs at full size'],
        ['A walk together, twice a year'],
      ],
    ),
    posts: [
      {
        title: 'Blue hour from the parking deck',
        tags: ['city', 'light'],
        teaser: 'Level nine, the only free view in town.',
        body: 'There are nineteen minutes in which the sky is darker than the windows but not yet black. I have the timetable on the wall.',
        art: [{ picture: 'street' }],
        daysAgo: 1.6,
      },
      {
        title: 'One façade, forty windows',
        tags: ['city', 'architecture'],
        teaser: 'A grid is a promise. Look who keeps it.',
        body: 'The architect drew forty equal windows. Forty households drew the rest.',
        minTier: 'basic',
        art: [{ picture: 'facade' }],
        daysAgo: 4.9,
      },
      {
        title: 'Measured drawings: the stair on Canal Street',
        tags: ['architecture', 'drawing'],
        teaser: 'Plans and sections, to scale, for students and the curious.',
        body: 'It took two afternoons and a friend to hold the tape. The rise is 168 millimetres and that is why your knees like it.',
        priceLamports: milliSol(95),
        art: [{ picture: 'stairwell' }],
        daysAgo: 8.8,
      },
      {
        title: 'Night walk, with map',
        tags: ['city', 'night', 'route'],
        teaser: 'Five kilometres, eleven buildings, one good soup.',
        body: 'Start at the station at half past eight. Keep the river on your left.\n\nThe soup is at number seven. Ask for the other menu.',
        minTier: 'premium',
        priceLamports: milliSol(40),
        art: [{ picture: 'street', shape: 'square', from: 'right' }],
        daysAgo: 13.2,
      },
      {
        title: 'What a balcony is for',
        tags: ['architecture', 'essay'],
        teaser: 'Not for standing on.',
        body: 'Count the chairs. One chair is a telephone call, two are a marriage, and no chairs is a bicycle.',
        art: [{ picture: 'facade', shape: 'tall', from: 'left' }],
        daysAgo: 19.4,
      },
    ],
  },
  {
    handle: 'lottebrandt',
    displayName: 'Lotte Brandt',
    bio: 'Drawings by a machine that I had to teach everything. Code, plotter ink and happy accidents.',
    cover: 'ink',
    tiers: tiers(
      45,
      130,
      360,
      ['Sketch', 'Edition', 'Source'],
      [
        ['Work in progress, weekly'],
        ['High-resolution editions'],
        ['The code of every piece', 'A plotted original'],
      ],
    ),
    posts: [
      {
        title: 'Two hundred lines that never touch',
        tags: ['generative', 'plotter'],
        teaser: 'The rule is simple. Keeping it took a month.',
        body: 'Each line looks at its neighbour and steps aside. That is all.\n\nThe white space in the middle was not planned. It is where they all were polite at once.',
        art: [{ picture: 'lines' }],
        daysAgo: 0.9,
      },
      {
        title: 'Ink, falling — edition of this week',
        tags: ['generative', 'prints'],
        teaser: 'At print size, 5,000 pixels.',
        body: 'A simulation of ink in water, stopped at the only second that looks as if somebody had meant it.',
        priceLamports: milliSol(70),
        art: [{ picture: 'ink' }],
        daysAgo: 3.1,
      },
      {
        title: 'Colour studies without a single shape',
        tags: ['generative', 'colour'],
        teaser: 'Six gradients, argued over for days.',
        body: 'I forbade myself edges. What is left is temperature.',
        minTier: 'basic',
        art: [{ picture: 'glow' }, { picture: 'glow', shape: 'square', from: 'right' }],
        daysAgo: 7.1,
      },
      {
        title: 'The code behind “Falling”',
        tags: ['generative', 'how-to', 'code'],
        teaser: 'Commented, with the three ideas that did not work.',
        body: 'The trick is in the boundary: ink that leaves on the right comes back on the left, a little slower.\n\nI left the failed versions in. They are the interesting part.',
        minTier: 'vip',
        art: [{ picture: 'ink', shape: 'square', from: 'left' }],
        daysAgo: 12.9,
      },
      {
        title: 'Plotter diary: the pen that bled',
        tags: ['plotter', 'diary'],
        teaser: 'Eight hours in, a blot. I kept it.',
        body: 'You can see the exact minute I went to get coffee.',
        minTier: 'premium',
        art: [{ picture: 'lines', shape: 'wide' }],
        daysAgo: 17.7,
      },
      {
        title: 'On letting the machine be wrong',
        tags: ['generative', 'essay'],
        teaser: 'A short text about control.',
        body: 'I used to fix its mistakes. Then I noticed that I was removing everything I had not thought of.',
        art: [{ picture: 'glow', shape: 'tall' }],
        daysAgo: 25.2,
      },
    ],
  },
]

/** People who follow, like and write. */
export const FANS = [
  'Nadia Rahman',
  'Oskar Weiss',
  'Priya Nair',
  'Tomás Rivera',
  'Hannah Cole',
  'Yusuf Demir',
  'Elena Petrova',
  'Samir Haddad',
  'Grace Osei',
  'Milo Janssen',
  'Akira Sato',
  'Camille Roy',
]

/** What fans write, and what the author may answer. Each is used for one post after another. */
export const REMARKS: { text: string; answer?: string }[] = [
  {
    text: 'I have looked at this for ten minutes and found something new each time.',
    answer: 'Then it took me longer than you.',
  },
  { text: 'The second sentence stayed with me all day.' },
  { text: 'Printed it. It hangs over my desk now.', answer: 'Send me a picture of the wall!' },
  { text: 'How long did you wait for this?', answer: 'Longer than I admit in the text.' },
  { text: 'Bought it on my phone on the train, and it was simply there. Lovely.' },
  { text: 'This is the first one I understood before reading the text.' },
  { text: 'More of this, please.' },
  { text: 'My grandmother had one just like it.', answer: 'They always did.' },
  { text: 'Quiet and exact. Thank you.' },
  { text: 'I tried it your way and it worked on the third attempt.', answer: 'Third is early. Well done.' },
]
