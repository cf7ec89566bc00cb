/** https://tus.io/protocols/resumable-upload */
export const TUS_VERSION = '1.0.0'
