/** Close codes of `/ws`: https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
export const CLOSE = {
  goingAway: 1001,
  refused: 1008,
  tooLarge: 1009,
  tryLater: 1013,
} as const

export const SUBPROTOCOL = 'fonana.v1'
export const BEARER_SUBPROTOCOL_PREFIX = 'bearer.'
