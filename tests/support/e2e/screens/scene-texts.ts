/** Long enough for the reading mode, with everything that a text can have in it. */
export const LONG_TEXT = `Every grey I use has three colours in it, and none of them is black. Black makes a hole in the paper; what I want is a shadow that still has the day in it.

## What is on the table

- **Ultramarine**, the cheap one. It is the only one that is *warm* on rough paper.
- **Burnt sienna**, a week old.
- Rain water. The tap here has too much lime, and lime makes edges.

> A grey is a colour that has stopped shouting.
> *Said by my teacher, every Monday*

### In which parts

| Grey | Ultramarine | Sienna |
| :-- | --: | --: |
| Harbour at six | 3 | 1 |
| Slate, wet | 2 | 1 |
| Gull, underside | 1 | 2 |

I keep the parts in a file beside the easel, for I forget them as soon as the picture is done:

\`\`\`
harbour  = 3 ultramarine + 1 sienna
slate    = 2 ultramarine + 1 sienna
gull     = 1 ultramarine + 2 sienna
\`\`\`

1. Mix twice as much as you believe you need.
2. Let it stand until the surface is still.
3. Try it on the paper you will use, not on another one.

## Why it takes a morning

The first wash tells you nothing. It dries lighter by a third, and only beside the second one does it become the water, or the wall, or the weather. So I lay the large ones first, go down to the quay for bread, and look again when I come back. What still looks right after bread is right.

The second wash is for edges. There are only three of them in the whole harbour that matter: where the mole meets the water, where the roofs meet the sky, and the one around the red boat. Everything else may run. I have ruined more pictures by keeping an edge than by losing one.

The last wash is one stroke, and I wait for it the longest. It is the shadow below the mole, and it holds everything else up. If it is too pale the whole town floats; if it is too dark you look at nothing else. I mix it last, from what is left of the other two, and I put it down without looking at the brush.`

export const SHORT_TEXT =
  'I was there before the boats. The water had no wind in it and the light came in flat, below the cloud, for as long as it takes to drink a cup of coffee.\n\nTwo frames, one lens, no tripod. The second is the one I wanted; the first is the one people ask for.'

export const LOCKED_TEXT =
  'Twelve frames, in the order in which they were made, with what I thought before each of them and what I think now.'
