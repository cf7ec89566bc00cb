export const postHref = (postId: string) => `/posts/${postId}`
export const editPostHref = (postId: string) => `/studio/posts/${postId}`
export const creatorHref = (handle: string) => `/creators/${handle}`
export const receiptHref = (purchaseId: string) => `/receipts/${purchaseId}`
export const joinHref = (handle: string) => `/join/${handle}`
export const commentAnchor = (commentId: string) => `comment-${commentId}`

/** The picture itself; for protected ones the server decides who gets it. */
export const mediaUrl = (mediaId: string) => `/api/media/${mediaId}`
export const avatarUrl = (avatarId: string | null) => (avatarId === null ? null : mediaUrl(avatarId))
