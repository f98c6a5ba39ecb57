/** Each kind of token: what it is called, what it is for, and for whom. */
export const kinds = {
  delivery: {
    title: 'Delivery',
    purpose: 'Website or app',
    about: 'Reads published content of one environment. Nothing else, ever.',
  },
  preview: {
    title: 'Preview',
    purpose: 'Preview or visual editor',
    about: 'Reads published content and drafts, before anybody else does.',
  },
  asset: { title: 'Asset', purpose: 'Private files', about: 'Gives the bytes and signed addresses of private files.' },
  release: { title: 'Release', purpose: 'Release', about: 'Reads the site as it will be when a release goes live.' },
  theme: {
    title: 'Theme',
    purpose: 'Rendering service',
    about: 'Reads templates of the rendering service. No longer made.',
  },
  management: {
    title: 'Management',
    purpose: 'Script or server',
    about: 'Reads or writes content, content types and files.',
  },
  api: { title: 'API', purpose: 'Exact grants', about: 'Does exactly what you write down, sentence by sentence.' },
  personal: {
    title: 'Personal',
    purpose: 'My own tools',
    about: 'Does what you may do yourself, or less. It ends with your account.',
  },
  session: { title: 'Session', purpose: 'A sign-in', about: 'A person who has signed in.' },
  access: {
    title: 'Access',
    purpose: 'Legacy reader',
    about: 'Reads everything of an old space. Only reset, never made.',
  },
  publishable: 'Safe in a browser',
  serverOnly: 'Server only',
} as const
