/** What the browser offers of a disk; the server looks into each. */
export const ACCEPTED_FILES = 'image/*,video/*,audio/*'
