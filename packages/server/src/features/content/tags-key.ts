/** Under which the body that all locales share holds an entry's tags. No field has this id. */
export const tagsKey = 'tags'
