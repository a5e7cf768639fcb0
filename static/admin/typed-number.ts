/** A number as somebody typed it, with a point or a comma. Nothing is no number: the app refuses it, with its field. */
export const readTyped = (text: string): number => (text.trim() === '' ? -1 : Number(text.replace(',', '.')));
