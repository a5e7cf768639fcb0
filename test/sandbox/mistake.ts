/** What the person at the keyboard can put right: told as a sentence, with no stack. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
}
