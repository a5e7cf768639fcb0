/** GSM 03.38; the second line's characters take two places. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '^{}\\[~]|€\f';

/** How many texts a message is sent as: 160 GSM characters, or 70 of UCS-2, and fewer when they must be joined. */
export function countSegments(body: string): number {
  const characters = [...body];
  if (characters.every((character) => BASIC.includes(character) || EXTENDED.includes(character))) {
    const places = characters.reduce((sum, character) => sum + (EXTENDED.includes(character) ? 2 : 1), 0);
    return places <= 160 ? 1 : Math.ceil(places / 153);
  }
  return body.length <= 70 ? 1 : Math.ceil(body.length / 67);
}
