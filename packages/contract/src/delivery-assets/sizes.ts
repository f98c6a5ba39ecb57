/** The widths and heights that images can be had in, in pixels, as they stand in a query. */
export const steps = [
  '16', '32', '48', '64', '96', '128', '192', '256', '320', '384', '480', '512', '640', '750', '768', '828', '960',
  '1024', '1080', '1200', '1280', '1440', '1600', '1920', '2048', '2560', '3840',
] as const // prettier-ignore

/** `inside`: as large as fits, nothing cut; `cover`: fills, cut at the edges; `contain`: nothing cut, with room around. */
export const fits = ['inside', 'cover', 'contain'] as const

export const formats = ['webp', 'avif', 'jpeg', 'png'] as const

/** Of lossy formats, from 1 to 100. */
export const qualities = ['40', '50', '60', '70', '75', '80', '85', '90', '95'] as const
