import { type Atom, type Item, makeAtom } from './atom';
import { mergeDecimals } from './decimals';
import { readDigits, readHourToken } from './digits';
import type { Token } from './fold';
import { isNumberForSure, readKana, readKanji } from './kanji';
import type { Language } from './language';
import { NumberWordReader, readWord } from './number-words';

interface Found {
  atom: Atom;
  next: number;
}

/** Splits one sentence into numbers and other words. What it finds depends on nothing outside of the sentence. */
export function scanSentence(text: string, tokens: readonly Token[], language: Language): Item[] {
  const scanner = new Scanner(text, tokens, language);
  const items: Item[] = [];
  let index = 0;
  while (index < tokens.length) {
    const token = tokens[index] as Token;
    const found = scanner.find(index);
    items.push(found === undefined ? { kind: 'word', token } : { kind: 'atom', atom: found.atom });
    index = found?.next ?? index + 1;
  }
  return mergeDecimals(items, language);
}

class Scanner {
  private readonly words: NumberWordReader;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly language: Language,
  ) {
    this.words = new NumberWordReader(text, tokens, language, (index) => this.isBlocked(index));
  }

  find(index: number): Found | undefined {
    const token = this.tokens[index];
    if (token === undefined || this.isBlocked(index)) return undefined;
    if (token.kind === 'kana') return this.readKanaToken(index) ?? this.readWords(index);
    const found =
      this.readKanjiTokens(index) ??
      this.readRepeated(index) ??
      this.readWords(index) ??
      this.readDigitTokens(index);
    return found && { ...found, atom: this.markPlus(found.atom, index) };
  }

  private isBlocked(index: number): boolean {
    if (this.language.notNumbers.size === 0) return false;
    const at = (offset: number): string => this.tokens[index + offset]?.text ?? '';
    const { notNumbers } = this.language;
    return notNumbers.has(`${at(-1)} ${at(0)}`) || notNumbers.has(`${at(0)} ${at(1)}`);
  }

  private isAdjacent(index: number): boolean {
    return this.tokens[index - 1]?.end === this.tokens[index]?.start;
  }

  private readKanjiTokens(index: number): Found | undefined {
    let next = index;
    let signs = '';
    let hasKanji = false;
    for (; next < this.tokens.length; next++) {
      const token = this.tokens[next] as Token;
      if ((token.kind !== 'kanji' && token.kind !== 'digits') || (next > index && !this.isAdjacent(next)))
        break;
      signs += token.text;
      hasKanji ||= token.kind === 'kanji';
    }
    const first = this.tokens[index];
    const last = this.tokens[next - 1];
    const digits = hasKanji ? readKanji(signs) : undefined;
    if (digits === undefined || first === undefined || last === undefined) return undefined;
    const certain = /[0-9]/.test(signs) || isNumberForSure(signs, this.text.slice(last.end, last.end + 6));
    return { atom: makeAtom(first.start, last.end, digits, { certain }), next };
  }

  private readKanaToken(index: number): Found | undefined {
    const token = this.tokens[index];
    if (token === undefined || this.language.tag !== 'ja') return undefined;
    const kana = readKana(token.text);
    const digits = kana && readKanji(kana.signs);
    if (kana === undefined || digits === undefined) return undefined;
    return { atom: makeAtom(token.start, token.end, digits, { certain: kana.certain }), next: index + 1 };
  }

  /** "double five", "triple 0" */
  private readRepeated(index: number): Found | undefined {
    const token = this.tokens[index];
    const following = this.tokens[index + 1];
    const times = token && this.language.repeats.get(token.text);
    if (token === undefined || following === undefined || times === undefined) return undefined;
    const part = following.kind === 'digits' ? undefined : readWord(following.text, this.language)?.[0];
    const digit =
      following.kind === 'digits' ? following.text : part?.kind === 'add' ? String(part.value) : '';
    if (digit.length !== 1) return undefined;
    const atom = makeAtom(token.start, following.end, digit.repeat(times), { spelled: true });
    return { atom, next: index + 2 };
  }

  private readWords(index: number): Found | undefined {
    const spoken = this.words.read(index);
    const first = this.tokens[index];
    const last = spoken && this.tokens[spoken.next - 1];
    if (spoken === undefined || first === undefined || last === undefined) return undefined;
    const { ordinal, alternative } = spoken;
    const certain = spoken.next > index + 1 || !this.language.doubtful.has(first.text);
    const extra = { ordinal, certain, ...(alternative === undefined ? {} : { alternative }) };
    return { atom: makeAtom(first.start, last.end, String(spoken.value), extra), next: spoken.next };
  }

  private readDigitTokens(index: number): Found | undefined {
    const token = this.tokens[index];
    if (token === undefined || (token.kind !== 'digits' && token.kind !== 'mixed')) return undefined;
    const hour = readHourToken(token);
    if (hour !== undefined) return { atom: hour, next: index + 1 };
    const found = readDigits(this.text, this.tokens, index, this.language);
    return found && (this.scaleDecimal(found) ?? found);
  }

  /** "3.5 million" and "1.5万" */
  private scaleDecimal({ atom, next }: Found): Found | undefined {
    const following = this.tokens[next];
    const value = Number(atom.keys[0]);
    if (atom.digits !== undefined || following === undefined || !Number.isFinite(value)) return undefined;
    if (!/^\s*$/.test(this.text.slice(atom.end, following.start))) return undefined;
    const part = this.language.parts.get(following.text);
    const kanji = following.kind === 'kanji' ? readKanji(following.text) : undefined;
    const product =
      Math.round(value * (part?.kind === 'scale' ? part.value : Number(kanji ?? 0)) * 1e6) / 1e6;
    if (product === 0 || !Number.isSafeInteger(product)) return undefined;
    return { atom: makeAtom(atom.start, following.end, String(product)), next: next + 1 };
  }

  /** A country code counts only where a plus was said: "+1" is not the "one" of "one problem". */
  private markPlus(atom: Atom, index: number): Atom {
    const { digits } = atom;
    if (digits === undefined) return atom;
    if (this.tokens[index - 1]?.text === 'plus') return { ...atom, alsoSaid: [`+${digits}`] };
    if (!/[+＋]$/.test(this.text.slice(Math.max(0, atom.start - 1), atom.start))) return atom;
    const national = [1, 2, 3].map((length) => digits.slice(length)).filter((rest) => rest.length >= 7);
    return { ...atom, keys: [`+${digits}`], alsoSaid: [digits, ...national] };
  }
}
