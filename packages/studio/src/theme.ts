import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'
import { t } from './words/words.ts'

const key: MantineColorsTuple = [
  '#edf6f6',
  '#d9ebec',
  '#b3d8da',
  '#8ac4c8',
  '#66b3b8',
  '#4aa2a8',
  '#3a9098',
  '#2f7f86',
  '#23666c',
  '#164a4f',
]

/** What ends something: dark enough for white letters. */
const danger: MantineColorsTuple = [
  '#fff1ef',
  '#ffe1dd',
  '#ffc6bf',
  '#ffb0a6',
  '#ff9a8f',
  '#f47468',
  '#e04f41',
  '#c9362a',
  '#b42318',
  '#7f150d',
]

/** What deserves a second look: its darkest can be read on its lightest. */
const attention: MantineColorsTuple = [
  '#fff9e6',
  '#fff3c9',
  '#ffe799',
  '#ffd966',
  '#f7c948',
  '#e0ab1f',
  '#b98305',
  '#9a6a00',
  '#855a00',
  '#6b4700',
]

/** Ink on warm paper, and the same at night. */
const night: MantineColorsTuple = [
  '#e4e8ea',
  '#b9c3ca',
  '#9fabb3',
  '#7d8a94',
  '#3a4650',
  '#2a343c',
  '#1a2229',
  '#141a1f',
  '#0e1317',
  '#090c0f',
]

export const theme = createTheme({
  primaryColor: 'key',
  // White on it has a contrast of 4.5 and more. One for both schemes: letters are chosen by the light one's.
  primaryShade: 8,
  autoContrast: true,
  luminanceThreshold: 0.18,
  colors: { key, red: danger, yellow: attention, dark: night },
  black: '#1d2b36',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Plain objects: the first page loads no dialog and no menu for the sake of their defaults.
  components: {
    Anchor: { defaultProps: { underline: 'always' } },
    Badge: { defaultProps: { radius: 'sm', tt: 'none', fw: 600 } },
    // A long name on it is cut.
    Button: { defaultProps: { maw: '100%' } },
    InputWrapper: { styles: { label: { overflowWrap: 'anywhere' } } },
    // Its placeholder is a child that no menu may have.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    Modal: {
      // The banner of a page is its own header alone.
      defaultProps: {
        attributes: { header: { role: 'none' } },
        centered: true,
        closeButtonProps: { 'aria-label': t('shared.close') },
      },
    },
    Paper: { defaultProps: { withBorder: true } },
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 320 } },
  },
})

/** Mantine's quiet texts are too faint to be read by everybody. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#53616d',
    '--mantine-color-placeholder': '#66737e',
    '--mantine-color-error': '#b42318',
    '--studio-warning': '#8a5300',
    '--studio-danger': '#b42318',
    '--studio-good': '#1e7a46',
    '--studio-ground': '#f7f6f2',
    '--studio-line': '#e3dfd6',
    '--mantine-color-default-border': '#cfcabf',
  },
  dark: {
    '--mantine-color-dimmed': '#a7b2ba',
    '--mantine-color-placeholder': '#8e9aa4',
    '--mantine-color-error': '#ff9a8f',
    '--studio-warning': '#f0be62',
    '--studio-danger': '#ff9a8f',
    '--studio-good': '#63c88f',
    '--studio-ground': '#0e1317',
    '--studio-line': '#2a343c',
    '--mantine-color-default-border': '#3a4650',
  },
})
