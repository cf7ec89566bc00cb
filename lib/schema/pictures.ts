/** In these widths each picture is kept beside itself, as far as it is wider; `GET /api/media/{id}?w=` asks for them. */
export const PICTURE_WIDTHS = [96, 480, 960, 1600] as const
export type PictureWidth = (typeof PICTURE_WIDTHS)[number]
