/** A design token as an app writes it (`color.icon.warning`), for CSS; what is no token stays as it is. */
export const toCss = (color: string): string =>
  color.startsWith('color.') ? `var(--ds-${color.slice('color.'.length).replaceAll('.', '-')})` : color;
