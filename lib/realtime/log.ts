/** The part of a pino logger that is used here. */
export interface RealtimeLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
